import writeFileAtomic from 'write-file-atomic';
import { fileFailure } from '../files/file-failure.ts';

/** Writes a file whole, or says why not. */
export function writeWhole(file: string, bytes: Uint8Array): string | null {
  try {
    writeFileAtomic.sync(file, bytes);
    return null;
  } catch (error) {
    return fileFailure('write', file, error).message;
  }
}
