import { describe, expect, test } from 'vitest';
import { healedAddresses, usableAddresses } from './usable-addresses.ts';

test.each<[string, string, string | null, string | null, number]>([
  ['cfg-a:1', 'cfg-b:2', 'cfg-a:1', 'cfg-b:2', 0],
  [' cfg-a:1 ', '', 'cfg-a:1', null, 0],
  ['', '  ', null, null, 0],
  ['cfg-a', 'cfg-b:2', null, 'cfg-b:2', 1],
  ['cfg-a:0', 'cfg b:2', null, null, 2],
])('%j and %j', (a, b, usableA, usableB, problems) => {
  const usable = usableAddresses({ a, b }, 'settings.json');
  expect([usable.a, usable.b, usable.problems.length]).toEqual([usableA, usableB, problems]);
});

describe('healing', () => {
  const cluster = { a: 'cfg-a:1', b: 'cfg-b:2' };
  test.each<[string, string, string]>([
    ['one blank', '', 'cfg-b:2'],
    ['both blank', '', ''],
    ['one wrong', 'cfg-a', 'cfg-b:2'],
    ['one stale', 'cfg-a:1', 'old:2'],
    ['exchanged', 'cfg-b:2', 'cfg-a:1'],
    ['both stale', 'old:1', 'older:2'],
  ])('%s: both are replaced by those of the cluster', (_, a, b) => {
    expect(healedAddresses({ a, b }, cluster)).toEqual(cluster);
  });

  test.each([
    [cluster.a, cluster.b],
    ['CFG-A:1', ' cfg-b:2 '],
  ])('%s and %s are these two already', (a, b) => {
    expect(healedAddresses({ a, b }, cluster)).toBeNull();
  });
});
