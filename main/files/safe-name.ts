import { createHash } from 'node:crypto';

/**
 * A file name for an id that may hold anything: what is readable of it, and a part of its hash, so that two ids
 * never share a file, on file systems that ignore case too, and no name that Windows reserves comes out.
 */
export function safeName(id: string): string {
  const readable = id.replaceAll(/[^A-Za-z0-9_-]+/g, '_').slice(0, 40);
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 16);
  return `${readable}.${hash}`;
}
