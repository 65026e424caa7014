import type { Layer } from '../layers/layer.ts';

/** Where policies come from: a registry, managed preferences, a folder, a .reg file. */
export interface PolicySource {
  /** What it says now. Never throws: what cannot be read is a problem of its layer. */
  read(): readonly Layer[];
  /** Told when it may say something else; returns how to stop. */
  watch(changed: () => void): () => void;
}
