import type { KnownLabels } from './device-choice.ts';

/** Where the browser keeps text for a page: its localStorage. */
export interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const key = 'audio-device-labels';

/** What devices were called in earlier runs; nothing where that is not there or damaged. */
export function readLabels(store: TextStore): KnownLabels {
  try {
    const kept: unknown = JSON.parse(store.getItem(key) ?? '{}');
    return isLabels(kept) ? kept : {};
  } catch {
    return {};
  }
}

/** Checked by hand: a schema library for this one record would be half of what the phone window loads. */
function isLabels(kept: unknown): kept is KnownLabels {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    !Array.isArray(kept) &&
    Object.values(kept).every((label) => typeof label === 'string')
  );
}

/** Keeps them; a store that is full or shut costs the memory, not the call. */
export function keepLabels(store: TextStore, labels: KnownLabels): void {
  try {
    store.setItem(key, JSON.stringify(labels));
  } catch {
    return;
  }
}
