/** write-file-atomic brings no types of its own. Writes beside the file, fsyncs, then renames over it. */
declare module 'write-file-atomic' {
  interface Options {
    readonly encoding?: BufferEncoding;
    readonly mode?: number;
    readonly fsync?: boolean;
  }
  const writeFileAtomic: {
    (file: string, data: string | Uint8Array, options?: Options): Promise<void>;
    sync(file: string, data: string | Uint8Array, options?: Options): void;
  };
  export = writeFileAtomic;
}
