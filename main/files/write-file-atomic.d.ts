/** write-file-atomic brings no types of its own. Writes beside the file, fsyncs, then renames over it. */
declare module 'write-file-atomic' {
  function writeFileAtomic(
    file: string,
    data: string | Uint8Array,
    options?: { readonly encoding?: BufferEncoding; readonly mode?: number; readonly fsync?: boolean },
  ): Promise<void>;
  export = writeFileAtomic;
}
