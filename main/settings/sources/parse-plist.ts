import { parse, parseBinary } from 'plist';

/** Reads a property list, binary or XML, as device managements write them. Throws where it is none. */
export function parsePlist(bytes: Buffer): unknown {
  const isBinary = bytes.subarray(0, 6).toString('latin1') === 'bplist';
  return isBinary ? parseBinary(bytes) : parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
}
