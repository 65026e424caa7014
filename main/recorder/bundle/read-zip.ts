import { crc32, inflateRawSync } from 'node:zlib';
import { fail, ok, type Result } from '../../../contract/result.ts';

/** A file in an archive: its content is unpacked, and held against its checksum, when it is asked for. */
export interface ZipEntry {
  readonly name: string;
  /** Throws where it is damaged. */
  readonly read: () => Uint8Array;
}

/** No file of a bundle is larger: one that claims to be is damaged, or was made to fill a disk. */
const largestFile = 256 * 1_024 * 1_024;

/** Reads the directory at an archive's end, or says what is wrong. Reads what `writeZip` writes, and most others. */
export function readZip(bytes: Uint8Array): Result<readonly ZipEntry[], string> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = data.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 22 > data.length) return fail('it is no .zip, or its end is missing');
  const entries: ZipEntry[] = [];
  try {
    let at = data.readUInt32LE(end + 16);
    for (let left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (data.readUInt32LE(at) !== 0x02014b50) return fail('its directory is damaged');
      const nameLength = data.readUInt16LE(at + 28);
      entries.push(entryAt(data, at, data.toString('utf8', at + 46, at + 46 + nameLength)));
      at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
    }
  } catch (error) {
    if (error instanceof RangeError) return fail('its directory is damaged');
    throw error;
  }
  return ok(entries);
}

function entryAt(data: Buffer, at: number, name: string): ZipEntry {
  const method = data.readUInt16LE(at + 10);
  const sum = data.readUInt32LE(at + 16);
  const packedSize = data.readUInt32LE(at + 20);
  const size = data.readUInt32LE(at + 24);
  const header = data.readUInt32LE(at + 42);
  const read = (): Uint8Array => {
    if (size > largestFile) throw new Error('it is larger than any file of a bundle');
    const from = header + 30 + data.readUInt16LE(header + 26) + data.readUInt16LE(header + 28);
    const packed = data.subarray(from, from + packedSize);
    const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: largestFile });
    if (content.length !== size || crc32(content) !== sum) throw new Error('its checksum is wrong');
    return content;
  };
  return { name, read };
}
