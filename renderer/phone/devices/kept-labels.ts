import * as z from 'zod';
import type { KnownLabels } from './device-choice.ts';

/** Where the browser keeps text for a page: its localStorage. */
export interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const key = 'audio-device-labels';
const schema = z.record(z.string(), z.string());

/** What devices were called in earlier runs; nothing where that is not there or damaged. */
export function readLabels(store: TextStore): KnownLabels {
  try {
    return schema.parse(JSON.parse(store.getItem(key) ?? '{}'));
  } catch {
    return {};
  }
}

/** Keeps them; a store that is full or shut costs the memory, not the call. */
export function keepLabels(store: TextStore, labels: KnownLabels): void {
  try {
    store.setItem(key, JSON.stringify(labels));
  } catch {
    return;
  }
}
