import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file of lines that never grows past its size: it becomes `.1`, what was `.1` becomes `.2`, the oldest goes. */
export interface RotatingFile {
  /** Appends at once. A line that cannot be written is lost: a full disk must not stop the desk. */
  write(line: string): void;
  close(): void;
}

export interface RotatingFileOptions {
  readonly file: string;
  /** Bytes. */
  readonly largest: number;
  /** How many files there are at most, the one that is written included. */
  readonly keep: number;
}

export function openRotatingFile({ file, largest, keep }: RotatingFileOptions): RotatingFile {
  let descriptor: number | null = null;
  let size = 0;
  let closed = false;

  const open = (): number => {
    if (descriptor !== null) return descriptor;
    mkdirSync(dirname(file), { recursive: true });
    descriptor = openSync(file, 'a', 0o600);
    size = fstatSync(descriptor).size;
    return descriptor;
  };
  const close = (): void => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  };
  const rotate = (): void => {
    close();
    const name = (number: number): string => (number === 0 ? file : `${file}.${number}`);
    rmSync(name(keep - 1), { force: true });
    for (let number = keep - 1; number > 0; number -= 1) moveIfThere(name(number - 1), name(number));
    open();
  };

  return {
    write: (line) => {
      if (closed) return;
      try {
        open();
        const bytes = Buffer.byteLength(line);
        if (size > 0 && size + bytes > largest) rotate();
        writeSync(open(), line);
        size += bytes;
      } catch {
        // Nowhere is left to tell it. The next line tries again, with the file opened anew.
        dropQuietly(close);
        descriptor = null;
      }
    },
    close: () => {
      closed = true;
      dropQuietly(close);
    },
  };
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

function dropQuietly(close: () => void): void {
  try {
    close();
  } catch {
    // The descriptor is gone already.
  }
}
