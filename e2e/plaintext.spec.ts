import { networkInterfaces } from 'node:os';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { deploy, flagValue } from './support/policy-file.ts';
import { letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { isWhole } from './support/whole-call.ts';

/** By which other computers reach this one: nothing that is said there counts as said on the computer itself. */
const ownAddress = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

test.use({
  tierOptions: ownAddress === undefined ? [] : ['--host', ownAddress, '--token', 'for-tests-alone'],
});
test.skip(ownAddress === undefined, 'This computer has no address but its loopback.');

test('servers elsewhere that do not speak TLS are not called, and the desk says so', async ({
  openApp,
  tier,
}) => {
  const { a, b } = tier.addresses.configuration;
  expect(a).toMatch(`ws://${ownAddress}:`);
  const app = await openApp();
  const notice = app.desk.getByRole('status').filter({ hasText: 'No profiles yet' });
  await expect(notice).toContainText(
    `Configuration servers A (${a}) and B (${b}) may not be called without encryption. Encryption is not set up right: give IT the details.`,
  );
  await expect(new DeskPage(app.desk).logInButton).toBeDisabled();
});

test('where policy allows it the agent talks, and the desk shows what is not encrypted', async ({
  openApp,
  control,
}, testInfo) => {
  const file = testInfo.outputPath('desk.reg');
  await deploy(file, flagValue('AllowPlaintext', true));
  const app = await openApp({ policies: [file] });
  const desk = new DeskPage(app.desk);
  const callId = await letTalk(desk, control);
  await isWhole(app, control, callId);
  const { connections } = await deskState(app.desk);
  const inUse = [connections.configuration, connections.licensing, connections.cti, connections.sip];
  for (const { sides, inUse: side } of inUse) {
    expect(sides[side ?? 'A']).toMatchObject({ security: 'plain', state: 'in-use' });
  }
  const { cti, sip } = connections;
  const name = await desk.button(/^Connections/).getAttribute('aria-label');
  expect(name).toContain(`CTI ${cti.inUse}`);
  expect(name).toMatch(new RegExp(`SIP ${sip.inUse}.*: not encrypted$`));
  await expect(desk.button(/^Connections/).getByText('not encrypted', { exact: true })).toBeVisible();
  await desk.button(/^Connections/).click();
  for (const service of ['CTI', 'SIP']) {
    await expect(desk.page.getByRole('row', { name: new RegExp(`^${service}`) })).toContainText(
      'In usenot encrypted',
    );
  }
});
