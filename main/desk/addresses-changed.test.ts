import { expect, test } from 'vitest';
import type { Names } from '../settings/find-cluster.ts';
import { runDesk } from './testing/running-desk.ts';
import { deadAddress, downloads, serveScript } from './testing/scripted-servers.ts';

// On real sockets: whoever changes the configuration servers' addresses, the desk that runs uses them.

test('an address that is corrected while the desk runs is used at once, and the cluster then corrects the other', async () => {
  const good = await serveScript('configuration', 'B', downloads({}));
  const { until, settings } = await runDesk({ a: await deadAddress(), b: '' });
  await until(({ connections: { configuration } }) => configuration?.sides.A.state === 'silent');
  settings.set({ 'configurationServers.b': good.address });
  const { connections } = await until(({ configuration: { status } }) => status === 'fresh');
  expect(connections.configuration).toMatchObject({ inUse: 'B' });
  expect(settings.resolved().settings['configurationServers.a'].source).toBe('cluster');
});

const nowhere: Names = {
  services: () => Promise.reject(new Error('querySrv ENOTFOUND')),
  addresses: () => Promise.reject(new Error('getaddrinfo ENOTFOUND')),
};

test('a cluster that has moved is found by its name, and its addresses are kept', async () => {
  const good = await serveScript('configuration', 'A', downloads({}));
  const port = Number(good.address.split(':')[1]);
  const names: Names = { ...nowhere, addresses: async () => ['127.0.0.1'] };
  const { until, settings } = await runDesk(
    { a: await deadAddress(), b: await deadAddress() },
    undefined,
    names,
  );
  settings.set({ 'configurationServers.name': `localhost:${port}` });
  await until(({ configuration: { status } }) => status === 'fresh');
  expect(settings.read().toldByCluster).not.toBeNull();
  expect(settings.resolved().settings['configurationServers.a'].source).toBe('cluster');
});

test('a name that leads nowhere is told, with where the addresses come from', async () => {
  const [a, b] = [await deadAddress(), await deadAddress()];
  const { until, settings } = await runDesk({ a, b }, undefined, nowhere);
  settings.set({ 'configurationServers.name': '_switchhook._tcp.example' });
  const { configuration } = await until(
    ({ configuration: { error } }) => error?.message.includes('name') === true,
  );
  expect(configuration.error?.message).toContain("Both addresses come from this computer's own settings");
  expect(configuration.error?.message).toContain(
    '"_switchhook._tcp.example" of the cluster could not be resolved',
  );
});

test('a name alone is enough, whether it is set before the start or after it', async () => {
  const good = await serveScript('configuration', 'A', downloads({}));
  const names: Names = { ...nowhere, addresses: async () => ['127.0.0.1'] };
  const { until, settings } = await runDesk({ a: '', b: '' }, undefined, names);
  await until(({ configuration: { error } }) => error?.title === 'No configuration server is set');
  settings.set({ 'configurationServers.name': `localhost:${good.address.split(':')[1]}` });
  await until(({ configuration: { status } }) => status === 'fresh');
});
