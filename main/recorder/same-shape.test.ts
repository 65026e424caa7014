import { describe, expect, it } from 'vitest';
import { ShapeWatch } from './same-shape.ts';

describe('the shape of a masked value', () => {
  it('is the same when only words differ', () => {
    const original = { name: 'Aileen', calls: [{ number: '0131', held: false }] };
    const masked = { name: 'text-6-a', calls: [{ number: 'number-b', held: false }] };
    expect(new ShapeWatch().difference(original, masked)).toBeNull();
  });

  it('is the same in whatever order its fields stand, with names masked or not', () => {
    const original = {
      held: true,
      at: 1,
      pending: { 'request-of-ada': { about: 'call' }, 'id-2': { about: 'state' } },
    };
    const masked = {
      at: 1,
      pending: { 'id-2': { about: 'state' }, 'id-abc': { about: 'call' } },
      held: true,
    };
    expect(new ShapeWatch().difference(original, masked)).toBeNull();
  });

  it('differs where a figure, a flag, a length or emptiness does, and says where', () => {
    const of = (original: unknown, masked: unknown): string | null =>
      new ShapeWatch().difference(original, masked);
    expect(of({ a: { held: false } }, { a: { held: true } })).toBe('/a/held');
    expect(of({ at: 1 }, { at: 2 })).toBe('/at');
    expect(of({ calls: [1] }, { calls: [1, 2] })).toBe('/calls');
    expect(of({ name: '' }, { name: 'text-1-a' })).toBe('/name');
    expect(of({ name: 'Ada' }, { name: null })).toBe('/name');
  });

  it('names masked fields only by their masks', () => {
    expect(new ShapeWatch().difference({ 'secret-id': 1 }, { 'id-a': 2 })).toBe('/id-a');
  });

  it('looks again at a part that has changed, though its neighbours are shared', () => {
    const watch = new ShapeWatch();
    const shared = [{ name: 'Ada' }, { deep: 'Bo' }] as const;
    const masked = [{ name: 'text-3-a' }, { deep: 'text-2-b' }] as const;
    expect(watch.difference({ shared, state: 1 }, { shared: masked, state: 1 })).toBeNull();
    expect(watch.difference({ shared, state: 2 }, { shared: masked, state: 1 })).toBe('/state');
    expect(watch.difference({ shared: [shared[0]], state: 2 }, { shared: masked, state: 2 })).toBe('/shared');
  });
});
