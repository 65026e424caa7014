import { expect, test } from 'vitest';
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
