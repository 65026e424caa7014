/** opusscript's WebAssembly module, which its package does not declare. Each call loads an instance of its own. */
declare module 'opusscript/build/opusscript_native_wasm.js' {
  const createNative: () => import('./opus.ts').OpusNative;
  export = createNative;
}
