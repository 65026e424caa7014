import path from 'node:path';

export const projectRoot = path.resolve(import.meta.dirname, '../..');

/** The Node that this process runs on: the pinned one, for everything begins with tools/run.mjs. */
export const pinnedNode = process.execPath;
