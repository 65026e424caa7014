import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTable } from './table.ts';

const change = fc.record({ key: fc.nat({ max: 150 }), value: fc.option(fc.nat()) });
const turns = fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 60 });

it('a table’s result has what a map has after the same changes, and what it was made from stays as it was', () => {
  fc.assert(
    fc.property(turns, (all) => {
      const plain = new Map(Array.from({ length: 100 }, (_, key) => [key, -1]));
      let layered: ReadonlyMap<number, number> = new Map(plain);
      for (const changes of all) {
        const [before, was] = [layered, sorted(layered)];
        const table = openTable(layered);
        for (const { key, value } of changes) {
          if (value === null) {
            plain.delete(key);
            table.delete(key);
          } else {
            plain.set(key, value);
            table.set(key, value);
          }
          expect(table.get(key)).toBe(plain.get(key));
        }
        layered = table.result();
        expect(sorted(layered)).toEqual(sorted(plain));
        expect(layered.size).toBe(plain.size);
        expect(sorted(before)).toEqual(was);
      }
    }),
    { numRuns: 60 },
  );
});

it('values stand in the order in which they came, those that are replaced in their places', () => {
  const table = openTable(
    new Map([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]),
  );
  table.set('d', 4);
  table.set('b', 5);
  table.delete('a');
  expect([...table.result()]).toEqual([
    ['b', 5],
    ['c', 3],
    ['d', 4],
  ]);
  expect(table.values()).toEqual([5, 3, 4]);
});

function sorted(map: ReadonlyMap<number, number>): readonly (readonly [number, number])[] {
  return [...map].toSorted(([a], [b]) => a - b);
}
