import { deskState } from './support/desk-state.ts';
import { checksThat, openDiagnostics, runChecks } from './support/diagnostics-page.ts';
import { expect, test } from './support/test.ts';

test('with the tier up no check fails, and each server has the right role and time', async ({
  app,
  desk,
}) => {
  await desk.logIn();
  await desk.whole();
  await desk.button(/^Connections/).click();
  await desk.button('Run checks').click();
  expect(await runChecks(app.desk)).toMatch(/^No check of 66 failed, \d+ unknown\./);
  expect(await checksThat('fail', app.desk)).toEqual([]);
  // Of a server that is spoken with in the clear the certificate, and of SIP the time, cannot be known, nor a name that
  // is not set; else all is.
  const unknown = await checksThat('unknown', app.desk);
  expect(
    unknown.filter((text) => !/^\?(Certificate|ClockUnknownSIP|Name of the cluster)/.test(text)),
  ).toEqual([]);
  expect(
    await app.desk.locator('.checked li.pass', { hasText: 'It is CTI server B of the cluster' }).count(),
  ).toBe(1);
  // The checks are connections of their own: the desk is where it was.
  expect((await deskState(app.desk)).connections.cti.status).toBe('up');
});

test('with one CTI server killed and one frozen exactly those fail, each with its remedy', async ({
  app,
  control,
  tier,
}) => {
  const { a, b } = tier.addresses.cti;
  await control.server('cti-a', 'kill');
  await control.server('cti-b', 'freeze');
  // Before a login too.
  await openDiagnostics(app.desk);
  expect(await runChecks(app.desk)).toMatch(/^2 of 66 checks failed/);
  expect(await checksThat('fail', app.desk)).toEqual([
    `PortFailedCTI server A (${a}) refused the connection: nothing listens there.Check that the server runs and that its port is right.`,
    `ProtocolFailedCTI server B (${b}) took the connection but did not say who it is within 5 s.It hangs, or something else listens there. Look at the server and start it anew if it hangs.`,
  ]);
});

test('a desk with no screen tells each result, then all of them', async ({ startAgent, tier }) => {
  const { a, b } = tier.addresses.configuration;
  const agent = await startAgent(
    '--config',
    a,
    '--config',
    b,
    '--profile',
    'Billing, blended',
    '--login',
    '12288;aabbcc;52514',
  );
  expect((await agent.answerTo('outcome', 'login')).outcome).toEqual({ ok: true });
  const { report } = await agent.ask('diagnostics', { type: 'runDiagnostics' });
  expect(report.results.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
  const told = agent.lines.flatMap((line) => (line.type === 'check' ? [line] : []));
  expect(told.map(({ number }) => number)).toEqual(report.results.map((_, index) => index + 1));
  expect(told.map(({ result }) => result)).toEqual(report.results);
  expect(report.results.filter(({ check }) => check === 'licence')).toMatchObject([{ outcome: 'pass' }]);
  expect(report.results.filter(({ check }) => check === 'microphone')).toMatchObject([
    { outcome: 'unknown' },
  ]);
});
