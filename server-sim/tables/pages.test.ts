import { expect, it } from 'vitest';
import { inPages, type Pages, putInPages, valuesOfPages } from './pages.ts';

const limits = { pageSize: 3, kept: 6 };

function filled(count: number): Pages<string, number> {
  return Array.from({ length: count }, (_, index) => index).reduce<Pages<string, number>>(
    (pages, index) => putInPages(pages, `k${index}`, index, limits),
    [],
  );
}

it('keeps the last ones, at most a page more, oldest first', () => {
  for (let count = 0; count <= 20; count += 1) {
    const values = valuesOfPages(filled(count));
    const first = count - values.length;
    expect(values).toEqual(Array.from({ length: values.length }, (_, index) => first + index));
    expect(values.length).toBeGreaterThanOrEqual(Math.min(count, limits.kept));
    expect(values.length).toBeLessThanOrEqual(limits.kept + limits.pageSize);
  }
});

it('finds by key, and no more what it forgot', () => {
  const pages = filled(12);
  expect(inPages(pages, 'k11')).toBe(11);
  expect(inPages(pages, 'k6')).toBe(6);
  expect(inPages(pages, 'k0')).toBeUndefined();
});

it('replaces in place, without a new page', () => {
  const pages = putInPages(filled(6), 'k1', 100, limits);
  expect(valuesOfPages(pages)).toEqual([0, 100, 2, 3, 4, 5]);
});

it('changes nothing of what it was, and copies no page but one', () => {
  const before = filled(8);
  const after = putInPages(before, 'k8', 8, limits);
  expect(valuesOfPages(before)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(after.filter((page) => !before.includes(page))).toHaveLength(1);
});
