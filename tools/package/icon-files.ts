/** A square picture in PNG, and how many pixels its edge has. */
export interface SizedPicture {
  readonly size: number;
  readonly png: Buffer;
}

/** The edges of the pictures in an .ico file: 256 is the largest that its one byte can tell, as 0. */
export const icoSizes: readonly number[] = [16, 24, 32, 48, 64, 128, 256];

/**
 * What macOS names pictures by their size (Apple, "Icon Services Constants"). `ic11` to `ic14` are those for screens of
 * twice the density, so that two sizes are there twice.
 */
const icnsTypes: readonly (readonly [type: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

export const icnsSizes: readonly number[] = [...new Set(icnsTypes.map(([, size]) => size))];

/** An icon for Windows. Throws where one of its sizes is not among the pictures. */
export function icoFile(pictures: readonly SizedPicture[]): Buffer {
  const entryBytes = 16;
  const chosen = icoSizes.map((size) => ({ size, png: pngOf(pictures, size) }));
  const header = Buffer.alloc(6 + entryBytes * chosen.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(chosen.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of chosen.entries()) {
    const at = 6 + entryBytes * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...chosen.map(({ png }) => png)]);
}

/** An icon for macOS. Throws where one of its sizes is not among the pictures. */
export function icnsFile(pictures: readonly SizedPicture[]): Buffer {
  const blocks = icnsTypes.map(([type, size]) => block(type, pngOf(pictures, size)));
  return block('icns', Buffer.concat(blocks));
}

function block(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(header.length + content.length, 4);
  return Buffer.concat([header, content]);
}

function pngOf(pictures: readonly SizedPicture[], size: number): Buffer {
  const found = pictures.find((picture) => picture.size === size);
  if (found === undefined) throw new Error(`There is no picture of ${size} pixels.`);
  return found.png;
}
