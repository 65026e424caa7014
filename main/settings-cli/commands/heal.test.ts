import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { configuration } from '../../desk/testing/samples.ts';
import { startServer } from '../../servers/testing/test-server.ts';
import { type CliUnderTest, cliUnderTest } from '../testing/cli-under-test.ts';

// Two clusters at the two addresses: that one tier cannot be (the rest of heal is in e2e/integration).

let cli: CliUnderTest;

beforeEach(async () => {
  cli = await cliUnderTest();
});

/** A configuration server of a cluster, which names these as its pair. */
async function started(cluster: string, side: 'A' | 'B'): Promise<string> {
  const told = { a: `${cluster}-a:1`, b: `${cluster}-b:1` };
  const server = await startServer({
    kind: 'configuration',
    cluster,
    side,
    // The clocks agree.
    greeting: JSON.stringify({ type: 'Hello', kind: 'configuration', side, cluster, time: Date.now() }),
    onMessage: (socket, { id }) =>
      socket.send(
        JSON.stringify({
          type: 'GlobalSettingsDownloadConf',
          id,
          revision: '1',
          time: 1,
          configuration: {
            ...configuration,
            cluster: { ...configuration.cluster, id: cluster },
            configurationServers: told,
          },
        }),
      ),
  });
  onTestFinished(() => server.kill());
  return server.address;
}

async function ofTwoClusters() {
  const a = await started('glasgow', 'A');
  const b = await started('edinburgh', 'B');
  const settings = { configurationServers: { a, b } };
  cli.write(cli.file, settings);
  return { a, b, settings };
}

test('where two clusters answer nothing is changed, and both are named with the source of their address', async () => {
  const { a, b, settings } = await ofTwoClusters();
  expect(await cli.run('heal')).toMatchObject({
    exit: 1,
    lines: ['Servers of two clusters answer: nothing was changed.'],
    errors: [
      `Address A (${a}, from this computer's own settings (${cli.file})) leads to the cluster "glasgow".`,
      `Address B (${b}, from this computer's own settings (${cli.file})) leads to the cluster "edinburgh".`,
      expect.stringContaining('--cluster ID'),
    ],
    json: { healing: 'two-clusters', servers: [{ cluster: 'glasgow' }, { cluster: 'edinburgh' }] },
  });
  expect(cli.read(cli.file)).toEqual(settings);
});

test('check does not promise that heal corrects it', async () => {
  const { a, b } = await ofTwoClusters();
  expect((await cli.run('check')).errors).toEqual([
    `At the address of configuration server A (${a}) a server of the cluster "glasgow" answers, at the address of configuration server B (${b}) one of the cluster "edinburgh": which of the two clusters a desk gets is left to chance. Correct one of the addresses.`,
  ]);
});

test('the cluster that is named is the right one', async () => {
  await ofTwoClusters();
  expect(await cli.run('heal', '--cluster', 'edinburgh')).toMatchObject({ exit: 0, errors: [] });
  expect(cli.read(cli.file)).toMatchObject({
    configurationServers: { a: 'edinburgh-a:1', b: 'edinburgh-b:1' },
  });
});

test('a cluster that is at neither address changes nothing', async () => {
  const { a, b, settings } = await ofTwoClusters();
  expect(await cli.run('heal', '--cluster', 'perth')).toMatchObject({
    exit: 1,
    lines: ['No configuration server of the cluster "perth" answers: nothing was changed.'],
    errors: [
      `Configuration server A (${a}) belongs to the cluster "glasgow".`,
      `Configuration server B (${b}) belongs to the cluster "edinburgh".`,
    ],
  });
  expect(cli.read(cli.file)).toEqual(settings);
});

test('a policy that is wrong is told: what is written below it does not put it right', async () => {
  const policy = cli.write('policies/10-site.json', { ConfigurationServersA: 'cfg-a' });
  const b = await started('edinburgh', 'B');
  cli.write(cli.file, { configurationServers: { b } });
  expect(await cli.run('heal')).toMatchObject({
    exit: 1,
    lines: expect.arrayContaining([
      expect.stringContaining('Address A was (blank) and is edinburgh-a:1 now.'),
    ]),
    errors: [
      expect.stringContaining(`"ConfigurationServersA" in ${policy}, line 1 is "cfg-a", which is not used`),
    ],
  });
});
