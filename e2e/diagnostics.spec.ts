import type { Page } from '@playwright/test';
import { deskState } from './support/desk-state.ts';
import { expect, test } from './support/test.ts';

/** On the page of diagnostics: runs every check and waits for what came of them. */
async function runChecks(desk: Page): Promise<string> {
  await desk.getByRole('heading', { level: 1, name: 'Diagnostics' }).waitFor();
  await desk.getByRole('button', { name: 'Run checks' }).click();
  const outcome = desk.getByRole('status').filter({ hasText: /Checked at/ });
  await outcome.waitFor({ timeout: 30_000 });
  return (await outcome.textContent()) ?? '';
}

/** Each check that failed: its name, what was found and what to do. */
const failed = (desk: Page): Promise<readonly string[]> => desk.locator('.checked li.fail').allTextContents();

test('with the tier up no check fails, and each server has the right role and time', async ({
  app,
  desk,
}) => {
  await desk.logIn();
  await desk.whole();
  await desk.button(/^Connections/).click();
  await desk.button('Run checks').click();
  expect(await runChecks(app.desk)).toMatch(/^No check of 65 failed, \d+ unknown\./);
  expect(await failed(app.desk)).toEqual([]);
  // Of a server that is spoken with in the clear the certificate, and of SIP the time, cannot be known; else all is.
  const unknown = await app.desk.locator('.checked li.unknown').allTextContents();
  expect(unknown.filter((text) => !/^\?(Certificate|ClockUnknownSIP)/.test(text))).toEqual([]);
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
  // Before a login too: the way of IT, at a desk that cannot log in.
  await app.desk.getByRole('button', { name: 'Settings', exact: true }).click();
  await app.desk.getByRole('tab', { name: 'Diagnostics' }).click();
  expect(await runChecks(app.desk)).toMatch(/^2 of 65 checks failed/);
  expect(await failed(app.desk)).toEqual([
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
