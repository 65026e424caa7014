import { readFileSync } from 'node:fs';
import type { NativeImage, Size } from 'electron';
import { asElectron, type PartOf, refuseMissing } from '../../core/missing.ts';

/** Electron's `NativeImage`: the bytes of a picture as they were given, with the size that a PNG states. */
export class ShellNativeImage implements PartOf<NativeImage, ShellNativeImage> {
  readonly #bytes: Buffer;
  readonly #size: Size;
  #isTemplate = false;

  constructor(bytes: Buffer, size: Size = pngSize(bytes)) {
    this.#bytes = bytes;
    this.#size = size;
  }

  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  getSize(): Size {
    return { ...this.#size };
  }

  getAspectRatio(): number {
    return this.#size.height === 0 ? 1 : this.#size.width / this.#size.height;
  }

  toPNG(): Buffer {
    return this.#bytes;
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }

  /** Of another size by name only: nothing here draws it. */
  resize({ width = this.#size.width, height = this.#size.height }: Electron.ResizeOptions): NativeImage {
    return handOut(new ShellNativeImage(this.#bytes, { width, height }));
  }

  setTemplateImage(isTemplate: boolean): void {
    this.#isTemplate = isTemplate;
  }

  isTemplateImage(): boolean {
    return this.#isTemplate;
  }
}

refuseMissing('NativeImage', ShellNativeImage.prototype);

/** Electron's `nativeImage`. */
export const nativeImage = refuseMissing(
  'static NativeImage',
  {
    createEmpty: () => handOut(new ShellNativeImage(Buffer.alloc(0))),
    createFromBuffer: (bytes: Buffer) => handOut(new ShellNativeImage(bytes)),
    createFromDataURL: (url: string) =>
      handOut(new ShellNativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))),
    createFromPath: (path: string) => handOut(new ShellNativeImage(readOrEmpty(path))),
  },
  'nativeImage',
);

function handOut(image: ShellNativeImage): NativeImage {
  return asElectron<NativeImage>(image);
}

/** Electron gives an empty image for a file that cannot be read. */
function readOrEmpty(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

function pngSize(bytes: Buffer): Size {
  const isPng = bytes.length > 24 && bytes.toString('latin1', 1, 4) === 'PNG';
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : { width: 0, height: 0 };
}
