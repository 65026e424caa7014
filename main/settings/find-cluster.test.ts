import { expect, test } from 'vitest';
import { heldTimers } from '../testing/held-timers.ts';
import { realTimers } from '../timers.ts';
import { findCluster, lookUpLimitMs, type Names } from './find-cluster.ts';

const known = { a: 'old-a.example:8100', b: 'old-b.example:8200' };
const nobody: Names = {
  services: () => Promise.reject(new Error('querySrv ENOTFOUND')),
  addresses: () => Promise.reject(new Error('getaddrinfo ENOTFOUND')),
};
const service = (name: string, priority: number, weight: number) => ({ name, port: 8100, priority, weight });

test('an SRV record: its first two servers, by priority and then by weight', async () => {
  const names: Names = {
    ...nobody,
    services: async (name) => [
      service(`c.${name}`, 20, 1),
      service('light.example', 10, 1),
      service('heavy.example', 10, 9),
    ],
  };
  expect(await findCluster({ name: '_switchhook._tcp.example', known, names, timers: realTimers })).toEqual({
    ok: true,
    value: { a: 'heavy.example:8100', b: 'light.example:8100' },
  });
});

test.each([
  ['cfg.example:9000', 'cfg.example:9000'],
  ['cfg.example', 'cfg.example:8100'],
])('the host %s', async (name, a) => {
  const names: Names = { ...nobody, addresses: async () => ['192.0.2.1', '2001:db8::1'] };
  expect(await findCluster({ name, known, names, timers: realTimers })).toEqual({
    ok: true,
    value: { a, b: '' },
  });
});

test.each<[string, Names, string]>([
  ['_switchhook._tcp.example', nobody, 'could not be resolved: querySrv ENOTFOUND'],
  ['cfg.example', nobody, 'could not be resolved: getaddrinfo ENOTFOUND'],
  ['_switchhook._tcp.example', { ...nobody, services: async () => [] }, 'names no server'],
  ['cfg.example', { ...nobody, addresses: async () => [] }, 'has no address'],
])('%s that leads nowhere is told with its name', async (name, names, why) => {
  const found = await findCluster({ name, known, names, timers: realTimers });
  expect(found).toMatchObject({ ok: false, error: expect.stringContaining(name) });
  expect(found).toMatchObject({ error: expect.stringContaining(why) });
});

test('a host without a port, where none is known', async () => {
  const found = await findCluster({
    name: 'cfg.example',
    known: { a: '', b: '' },
    names: nobody,
    timers: realTimers,
  });
  expect(found).toMatchObject({ ok: false, error: expect.stringContaining('it has no port') });
});

test.each(['_switchhook._tcp.example', 'cfg.example'])(
  'a DNS that says nothing is waited for so long: %s',
  async (name) => {
    const never = () => new Promise<never>(() => undefined);
    const timers = heldTimers();
    const found = findCluster({ name, known, names: { services: never, addresses: never }, timers });
    timers.advance(lookUpLimitMs);
    expect(await found).toEqual({
      ok: false,
      error: `The name "${name}" of the cluster could not be resolved: no name server answered within 4 s.`,
    });
    expect(timers.pending()).toBe(0);
  },
);
