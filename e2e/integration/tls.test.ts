import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import { policyName } from '../../contract/settings/declared-settings.ts';
import type { SettingValue } from '../../contract/settings/setting.ts';
import { openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import type { Layer } from '../../main/settings/layers/layer.ts';
import type { PolicySource } from '../../main/settings/sources/source.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { desksOfFile, logIn, talking, until } from './desks.ts';

// The whole desk, its phone included, against a tier that speaks TLS.

const pem = (name: string): string =>
  fileURLToPath(new URL(`../../contract/testing/certificates/${name}`, import.meta.url));

/** What IT has set for the computer. */
function machinePolicy(values: Readonly<Partial<Record<SettingKey, SettingValue>>>): PolicySource {
  const layer: Layer = {
    kind: 'machine-policy',
    place: 'the test',
    entries: Object.entries(values).map(([key, value]) => ({
      name: policyName(key as SettingKey),
      key: key as SettingKey,
      value: { type: 'value', value },
      at: null,
    })),
    problems: [],
  };
  return { read: () => [layer], watch: () => () => undefined };
}

const ours = machinePolicy({ 'tls.systemAuthorities': false, 'tls.authorities': [pem('ca.pem')] });
const openDesk = desksOfFile();

describe.each([
  ['in one process', { processes: false }],
  ['each server in its own process', { processes: true }],
])('a tier that speaks TLS, %s', (_, way) => {
  let tier: Tier;
  let control: Control;
  beforeAll(async () => {
    tier = await startTier({ ...way, tls: { certificate: pem('server.pem'), key: pem('server.key') } });
    control = new Control(tier.addresses.control);
  }, 60_000);
  afterAll(() => tier.close());
  beforeEach(() => control.reset());

  test('an agent logs in, talks, and outlives the CTI server in use', async () => {
    expect(tier.addresses.sip.a).toMatch(/^wss:\/\//);
    const desk = await openDesk(tier.addresses, { policies: [ours] });
    await talking(desk, control);
    const { cti, sip, sessions } = desk.desk.state().connections;
    expect([cti, sip, sessions].map(({ sides }) => sides.A.security)).toEqual(['tls', 'tls', 'tls']);
    const before = cti.inUse;
    await control.server(before === 'A' ? 'cti-a' : 'cti-b', 'kill');
    const moved = await until(
      desk,
      ({ connections, agent }) => connections.cti.status === 'moved' && agent?.known === 'live',
    );
    expect(moved.agent?.state).toBe('Talking');
    await control.server(before === 'A' ? 'cti-a' : 'cti-b', 'start');
  });

  test('a call outlives the SIP server in use', async () => {
    const desk = await openDesk(tier.addresses, { policies: [ours] });
    await talking(desk, control);
    const before = desk.desk.state().connections.sip.inUse;
    const name = before === 'A' ? 'sip-a' : 'sip-b';
    await control.server(name, 'kill');
    const moved = await until(
      desk,
      ({ connections }) => connections.sip.inUse !== null && connections.sip.inUse !== before,
    );
    expect(moved.sessions).toMatchObject([{ phase: 'talking' }]);
    await control.server(name, 'start');
  });

  test('a desk that does not trust its authority says so', async () => {
    expect(await refused(tier.addresses.configuration, [])).toContain(
      'an authority that this computer does not trust (Switchhook test ca)',
    );
  });

  test('a desk that speaks plainly is told that the server speaks TLS alone', async () => {
    const plain = (address: string): string => address.replace('wss://', '');
    const { a, b } = tier.addresses.configuration;
    expect(await refused({ a: plain(a), b: plain(b) }, [ours])).toContain('speaks TLS alone');
  });
});

const ownAddress = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe.runIf(ownAddress)('a tier elsewhere than on this computer, without TLS', () => {
  const host = ownAddress ?? '';
  let tier: Tier;
  beforeAll(async () => {
    tier = await startTier({ host, token: 'for-tests-alone' });
  });
  afterAll(() => tier.close());

  test('is not called', async () => {
    expect(await refused(tier.addresses.configuration, [])).toContain(
      `policy allows no connection without encryption to ${tier.addresses.configuration.a}. Use TLS`,
    );
  });

  test('is called where policy allows it, and the desk shows that it is not encrypted', async () => {
    const policies = [machinePolicy({ allowPlaintext: true })];
    const desk = await openDesk(tier.addresses, { policies });
    await logIn(desk);
    const { sessions: _, ...voice } = desk.desk.state().connections;
    for (const { sides, inUse } of Object.values(voice)) {
      expect(sides[inUse ?? 'A']).toMatchObject({ security: 'plain', state: 'in-use' });
    }
  });
});

/** What the connection to configuration server A came to, as the desk shows it. */
async function refused(
  configuration: { readonly a: string; readonly b: string },
  policies: readonly PolicySource[],
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-desk-'));
  await writeFile(path.join(folder, 'settings.json'), '{}');
  const headless = await openHeadlessDesk({
    folder,
    configuration,
    microphone: null,
    newId: () => 'desk',
    log: silentLog,
    bundles: folder,
    policies,
  });
  onTestFinished(async () => {
    await headless.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { connections } = await until(
    headless,
    (state) => state.connections.configuration.sides.A.error !== null,
  );
  return connections.configuration.sides.A.error ?? '';
}

test.each([
  ['is not there', 'nowhere.pem', 'cannot be read: ENOENT'],
  ['is another key’s', 'intermediate.pem', 'are not a certificate and its key in PEM'],
  ['is no certificate', 'make.sh', 'are not a certificate and its key in PEM'],
])('a tier whose certificate %s does not start', async (_, file, words) => {
  await expect(startTier({ tls: { certificate: pem(file), key: pem('server.key') } })).rejects.toThrow(words);
});
