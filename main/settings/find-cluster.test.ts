import { expect, test } from 'vitest';
import { findCluster, type Names } from './find-cluster.ts';

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
  expect(await findCluster({ name: '_switchhook._tcp.example', known, names })).toEqual({
    ok: true,
    value: { a: 'heavy.example:8100', b: 'light.example:8100' },
  });
});

test.each([
  ['cfg.example:9000', 'cfg.example:9000'],
  ['cfg.example', 'cfg.example:8100'],
])('the host %s', async (name, a) => {
  const names: Names = { ...nobody, addresses: async () => ['192.0.2.1', '2001:db8::1'] };
  expect(await findCluster({ name, known, names })).toEqual({ ok: true, value: { a, b: '' } });
});

test.each<[string, Names, string]>([
  ['_switchhook._tcp.example', nobody, 'could not be resolved: querySrv ENOTFOUND'],
  ['cfg.example', nobody, 'could not be resolved: getaddrinfo ENOTFOUND'],
  ['_switchhook._tcp.example', { ...nobody, services: async () => [] }, 'names no server'],
  ['cfg.example', { ...nobody, addresses: async () => [] }, 'has no address'],
])('%s that leads nowhere is told with its name', async (name, names, why) => {
  const found = await findCluster({ name, known, names });
  expect(found).toMatchObject({ ok: false, error: expect.stringContaining(name) });
  expect(found).toMatchObject({ error: expect.stringContaining(why) });
});

test('a host without a port, where none is known', async () => {
  const found = await findCluster({ name: 'cfg.example', known: { a: '', b: '' }, names: nobody });
  expect(found).toMatchObject({ ok: false, error: expect.stringContaining('it has no port') });
});
