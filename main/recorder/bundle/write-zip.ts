import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

/** A file of an archive. */
export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const deflate = promisify(deflateRaw);

/** Signatures and version of PKWARE's APPNOTE, 4.3. Names are UTF-8 (bit 11 of the flags, 4.4.4). */
const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
const version = 20;
const utf8Names = 0x0800;
const deflated = 8;
const stored = 0;

/**
 * A .zip of these files, for every system opens one by a click. Small on purpose: no ZIP64, so less than 4 GiB, and no
 * encryption. Packed off the process's own thread.
 */
export async function writeZip(files: readonly ZipFile[], at: Date): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const packed = await deflate(file.bytes);
    const smaller = packed.length < file.bytes.length;
    const content = smaller ? packed : Buffer.from(file.bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(version, 0);
    common.writeUInt16LE(utf8Names, 2);
    common.writeUInt16LE(smaller ? deflated : stored, 4);
    common.writeUInt32LE(dosTime(at), 6);
    common.writeUInt32LE(crc32(file.bytes), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(file.bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    parts.push(number32(localHeader), common, name, content);
    directory.push(centralEntry(common, offset), name);
    offset += 4 + common.length + name.length + content.length;
  }
  const directorySize = directory.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([...parts, ...directory, endRecord(files.length, directorySize, offset)]);
}

/** 4.3.12: the local header again, and where that is. */
function centralEntry(common: Buffer, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(version);
  return Buffer.concat([number32(centralHeader), madeBy, common, rest]);
}

/** 4.3.16 */
function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endOfDirectory, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Local time in steps of two seconds, as MS-DOS kept it (4.4.6); from 1980 on. */
function dosTime(at: Date): number {
  const date = ((Math.max(1980, at.getFullYear()) - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  const time = (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}
