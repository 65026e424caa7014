import { voiceSessions } from '../contract/desk/voice-sessions.ts';
import { logged } from './support/app-log.ts';
import { changeSipServers } from './support/bad-servers.ts';
import { certificateFile, identityOf, ownAuthority } from './support/certificates.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { checksThat, openDiagnostics, runChecks } from './support/diagnostics-page.ts';
import { lineHas } from './support/hearing.ts';
import { hasTone } from './support/listen.ts';
import { aileen, letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import { isWhole, sidesOf } from './support/whole-call.ts';

// The tier speaks TLS, with a certificate of an authority that no computer knows.
test.use({ tierOptions: ['--tls', certificateFile('server.pem'), certificateFile('server.key')] });

test('the agent logs in, talks and is heard, and the call outlives the SIP server in use', async ({
  openApp,
  control,
}, testInfo) => {
  const app = await openApp({ policies: [await ownAuthority(testInfo)] });
  const desk = new DeskPage(app.desk);
  const callId = await letTalk(desk, control);
  await isWhole(app, control, callId);
  for (const { sides, inUse } of Object.values((await deskState(app.desk)).connections)) {
    expect(sides[inUse ?? 'A']).toMatchObject({
      security: 'tls',
      state: 'in-use',
      address: expect.stringMatching(/^wss:/),
    });
  }
  const { sip: before } = await sidesOf(app);
  await control.server(before === 'A' ? 'sip-a' : 'sip-b', 'kill');
  await until(
    'the other SIP server has the phone',
    () => deskState(app.desk),
    ({ connections: { sip } }) => sip.inUse !== null && sip.inUse !== before,
  );
  await isWhole(app, control, callId);
});

test('an agent with no screen talks and is heard, and the call outlives the SIP server in use', async ({
  startAgent,
  control,
  tier,
}, testInfo) => {
  const { a, b } = tier.addresses.configuration;
  const trusts = ['--policies', await ownAuthority(testInfo)];
  const login = ['--profile', 'Billing, blended', '--login', '12345;xxyyzz;52513', '--media', 'tone:700'];
  const agent = await startAgent('--config', a, '--config', b, ...trusts, ...login);
  await agent.until('it is registered', ({ phone }) => phone.registration === 'registered');
  expect(await agent.command({ type: 'setState', target: { state: 'Ready' } })).toBeNull();
  const voice = { type: 'tone', hertz: aileen.tone };
  const callId = await control.placeCall({ caller: aileen.name, menuMs: 0, voice });
  await agent.until('it rings', ({ sessions }) => voiceSessions(sessions)[0]?.phase === 'offered');
  expect(await agent.command({ type: 'answer', callId })).toBeNull();
  const heardBothWays = async (): Promise<void> => {
    await lineHas(control, callId, { number: aileen.number }, { all: [700] });
    await until(
      'the agent hears the caller',
      () => agent.heard(callId),
      (heard) => heard !== null && hasTone(heard.tonesHertz, aileen.tone),
    );
  };
  await heardBothWays();
  const before = agent.state?.connections.sip;
  expect(before?.sides[before.inUse ?? 'A'].security).toBe('tls');
  await control.server(before?.inUse === 'A' ? 'sip-a' : 'sip-b', 'kill');
  await agent.until(
    'the other SIP server has the phone',
    ({ connections: { sip } }) => sip.inUse !== null && sip.inUse !== before?.inUse,
  );
  await heardBothWays();
});

test('an agent with no screen does not log in by an authority that it does not know, and says why', async ({
  startAgent,
  tier,
}) => {
  const { a, b } = tier.addresses.configuration;
  const login = ['--profile', 'Billing, blended', '--login', '12345;xxyyzz;52513'];
  const agent = await startAgent('--config', a, '--config', b, ...login);
  const { connections } = await agent.until(
    'both have failed',
    ({ connections: { configuration } }) => configuration.status === 'down',
  );
  expect(connections.configuration.sides.A.error).toContain(
    `Configuration server A (${a}) shows a certificate of an authority that this computer does not trust (Switchhook test ca).`,
  );
});

test('every check of a certificate passes', async ({ openApp, tier }, testInfo) => {
  const app = await openApp({ policies: [await ownAuthority(testInfo)] });
  await expect(new DeskPage(app.desk).logInButton).toBeEnabled();
  await openDiagnostics(app.desk);
  expect(await runChecks(app.desk)).toMatch(/^No check of \d+ failed/);
  const passed = await checksThat('pass', app.desk);
  const certificates = passed.filter((text) => /^Certificate/.test(text));
  const { control: _, ...pairs } = tier.addresses;
  expect(certificates).toHaveLength(2 * Object.keys(pairs).length);
  expect(new Set(certificates)).toEqual(
    new Set(['CertificatePassedIts certificate is trusted, and is for this name.']),
  );
});

test('an authority that the computer does not know is named, with servers, addresses and what to do', async ({
  openApp,
  tier,
}) => {
  const { a, b } = tier.addresses.configuration;
  const app = await openApp();
  const notice = app.desk.getByRole('status').filter({ hasText: 'No profiles yet' });
  await expect(notice).toContainText(
    `Configuration servers A (${a}) and B (${b}) showed a certificate that is not trusted. Encryption is not set up right: give IT the details.`,
  );
  await expect(new DeskPage(app.desk).logInButton).toBeDisabled();
  await openDiagnostics(app.desk);
  expect(await runChecks(app.desk)).toMatch(/^2 of \d+ checks failed/);
  const remedy =
    'Install the authority on this computer or name its file in TlsAuthorities, and see that the server sends the certificates between.';
  expect(await checksThat('fail', app.desk)).toEqual(
    (['A', 'B'] as const).map(
      (side) =>
        `CertificateFailedConfiguration server ${side} (${side === 'A' ? a : b}) shows a certificate of an authority that this computer does not trust (Switchhook test ca).${remedy}`,
    ),
  );
});

test('SIP servers with an expired certificate and with one for another name are told apart', async ({
  openApp,
  control,
  stranger,
}, testInfo) => {
  const nothing = (): void => undefined;
  const expired = `wss://${(await stranger(nothing, await identityOf('expired.pem'))).address}`;
  const another = `wss://${(await stranger(nothing, await identityOf('wrong-name.pem'))).address}`;
  await changeSipServers(control, { a: expired, b: another });
  const app = await openApp({ policies: [await ownAuthority(testInfo)] });
  const desk = new DeskPage(app.desk);
  await desk.logIn();
  const found = {
    expired: `SIP server A (${expired}) shows a certificate that expired on 2021-01-01.`,
    another: `SIP server B (${another}) shows a certificate for another name: for cti-a.example, cti-b.example, not for 127.0.0.1.`,
  };
  await expect(
    desk.page.getByRole('alert').filter({ hasText: 'Your phone is not connected.' }),
  ).toBeVisible();
  await desk.button(/^Connections/).click();
  const row = desk.page.getByRole('row', { name: /^SIP/ });
  // The phone's page is told no cause: main finds it.
  for (const words of Object.values(found)) await expect(row.getByTitle(words)).toBeVisible();
  await logged(app, found.expired);
  await logged(app, 'The certificate of 127.0.0.1 is not trusted by the phone (net::ERR_CERT_');
  await desk.button('Run checks').click();
  expect(await runChecks(app.desk)).toMatch(/^2 of \d+ checks failed/);
  expect(await checksThat('fail', app.desk)).toEqual([
    `CertificateFailed${found.expired}Renew the certificate of the server; if that was done, check the date of this computer.`,
    `CertificateFailed${found.another}Correct the address, or give the server a certificate with its own name.`,
  ]);
});
