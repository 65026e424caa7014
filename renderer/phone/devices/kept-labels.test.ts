import { expect, test } from 'vitest';
import { keepLabels, readLabels, type TextStore } from './kept-labels.ts';

function store(text: string | null): TextStore & { text: string | null } {
  return {
    text,
    getItem() {
      return this.text;
    },
    setItem(_key, value) {
      this.text = value;
    },
  };
}

test('labels are kept from one run to the next', () => {
  const kept = store(null);
  keepLabels(kept, { headset: 'Jabra' });
  expect(readLabels(kept)).toEqual({ headset: 'Jabra' });
});

test('a damaged, empty or shut store is no labels, and no error', () => {
  expect([null, '{', '[1]', '{"headset":5}'].map((text) => readLabels(store(text)))).toEqual([
    {},
    {},
    {},
    {},
  ]);
  const shut = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  expect(() => keepLabels(shut, { headset: 'Jabra' })).not.toThrow();
});
