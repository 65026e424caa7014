import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, withChanges } from './changes.ts';

/** As JSON keeps it: it knows one zero. */
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)));

describe('changes between two values', () => {
  it('make the one the other, also when they were written and read', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const changes = JSON.parse(JSON.stringify(changesBetween(before, after)));
        expect(withChanges(before, changes)).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  it('make a list whose parts are shared the other, whatever was put in and taken out', () => {
    const things = fc.array(fc.record({ name: fc.string() }), { maxLength: 8 });
    fc.assert(
      fc.property(things, things, fc.nat(8), fc.nat(8), (list, added, from, removed) => {
        const after = list.toSpliced(from, removed, ...added);
        expect(withChanges({ list }, changesBetween({ list }, { list: after }))).toEqual({ list: after });
      }),
    );
  });

  it('are none for what is shared', () => {
    const shared = { deep: { as: ['it', 'is'] } };
    expect(changesBetween({ shared }, { shared })).toEqual([]);
  });

  it('name the field that changed and no other', () => {
    const before = { agent: { state: 'Ready', since: 1 }, calls: [{ id: 'a' }, { id: 'b', held: false }] };
    const after = {
      agent: { state: 'Talking', since: 1 },
      calls: [before.calls[0], { id: 'b', held: true }],
    };
    expect(changesBetween(before, after)).toEqual([
      { at: ['agent', 'state'], to: 'Talking' },
      { at: ['calls', 1, 'held'], to: true },
    ]);
  });

  it('tell a list of the last few that moved on by what came and what fell out', () => {
    const kept = [{ id: 3 }, { id: 2 }, { id: 1 }];
    const fresh = { id: 4 };
    expect(changesBetween(kept, [fresh, kept[0], kept[1]])).toEqual([
      { at: [], from: 0, remove: 0, insert: [fresh] },
      { at: [], from: 3, remove: 1, insert: [] },
    ]);
  });

  it('tell a field that is gone', () => {
    const changes = changesBetween({ pending: { a: 1, b: 2 } }, { pending: { b: 2 } });
    expect(changes).toEqual([{ at: ['pending', 'a'], gone: true }]);
    expect(withChanges({ pending: { a: 1, b: 2 } }, changes)).toEqual({ pending: { b: 2 } });
  });
});
