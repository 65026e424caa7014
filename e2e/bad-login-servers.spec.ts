import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { logged } from './support/app-log.ts';
import { changeProfiles, expect, shortenDeadline, test } from './support/bad-servers.ts';
import { DeskPage } from './support/desk-page.ts';
import { projectRoot } from './support/project.ts';
import { seatsGivenBack } from './support/tier-facts.ts';

test.describe('a login', () => {
  test('with a stale licensing address says so, with server, address and what lives there', async ({
    openApp,
    control,
    tier,
  }) => {
    await changeProfiles(control, { licensing: tier.addresses.cti });
    const desk = new DeskPage((await openApp()).desk);
    await desk.logIn();
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText('The addresses of licensing servers A and B are stale');
    await expect(alert).toContainText(tier.addresses.cti.a);
    await expect(alert).toContainText(tier.addresses.cti.b);
    await expect(alert).toContainText(/come from the profile ".+" of the cluster "edinburgh"/);
    await expect(alert).toContainText('until IT corrects the addresses in the profile');
    await expect(desk.logInButton).toBeVisible();
  });

  test('without a free seat says so, with server, address and numbers; it works when one is free', async ({
    desk,
    startAgent,
    control,
    tier,
  }) => {
    const billing = await readFile(path.join(projectRoot, 'server-sim/scenarios/billing.yaml'), 'utf8');
    await control.post('/scenario', { yaml: billing.replace(/seats: \d+/, 'seats: 1') });
    const before = await seatsGivenBack(control);
    const { a, b } = tier.addresses.configuration;
    const options = ['--config', a, '--config', b, '--profile', 'Billing, blended', '--login', '-'];
    const agent = await startAgent(...options);
    agent.write('12288;aabbcc;52514');
    expect((await agent.answerTo('outcome', 'login')).outcome).toEqual({ ok: true });
    await desk.logIn();
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText('No seat is free');
    await expect(alert).toContainText(/Licensing server [AB] \(127\.0\.0\.1:\d+\)/);
    await expect(alert).toContainText('1 of 1 seats are in use');
    agent.write('{"type":"end"}');
    await agent.ended;
    expect(await seatsGivenBack(control)).toBe(before + 1);
    await desk.button('Try again').click();
    await desk.whole();
    await control.post('/scenario', { name: 'billing' });
  });

  for (const [kind, title] of [
    ['cti', 'No CTI server answers'],
    ['licensing', 'The licensing server does not answer'],
  ] as const) {
    test(`to ${kind} servers that accept and never answer ends with an error that names both`, async ({
      openApp,
      control,
      tier,
    }) => {
      await shortenDeadline(control);
      const desk = new DeskPage((await openApp()).desk);
      await expect(desk.logInButton).toBeEnabled();
      await control.server(`${kind}-a`, 'freeze');
      await control.server(`${kind}-b`, 'freeze');
      await desk.logIn();
      const alert = desk.page.getByRole('alert');
      await expect(alert).toContainText(title);
      const { a, b } = tier.addresses[kind];
      for (const address of [a, b]) {
        await expect(alert).toContainText(`(${address})`);
      }
      await expect(alert).toContainText('did not answer within 1 s.');
      await expect(alert).not.toContainText('goes on trying');
      await control.server(`${kind}-b`, 'thaw');
      await desk.button('Try again').click();
      await desk.whole();
    });
  }

  test('to a CTI server that greets and then says nothing more uses the other', async ({
    openPrimaryFirst,
    talking,
    control,
    tier,
  }) => {
    await shortenDeadline(control);
    const mute = await talking('cti', () => []);
    await changeProfiles(control, { cti: { a: mute.address, b: tier.addresses.cti.b } });
    const { a, b } = tier.addresses.configuration;
    const desk = new DeskPage((await openPrimaryFirst([a, b])).desk);
    await desk.logIn();
    await expect(desk.plate).toContainText('Not Ready');
    expect(mute.asked).toContain('SetSessionMode');
  });

  test('to a CTI server that talks nonsense uses the other, and the log says what was said', async ({
    openPrimaryFirst,
    talking,
    control,
    tier,
  }) => {
    const nonsense = [
      'not JSON',
      '{"type":"Dance"}',
      '{"type":"AgentStateEvent","sequence":-1}',
      '[]',
      JSON.stringify({ type: 'CallEvent', sequence: 1, event: 'Begin', call: { callId: '__proto__' } }),
    ];
    const liar = await talking('cti', () => [...nonsense, ...nonsense, ...nonsense, ...nonsense]);
    await changeProfiles(control, { cti: { a: liar.address, b: tier.addresses.cti.b } });
    const { a, b } = tier.addresses.configuration;
    const app = await openPrimaryFirst([a, b]);
    const desk = new DeskPage(app.desk);
    await desk.logIn();
    await expect(desk.plate).toContainText('Not Ready');
    await logged(app, `A message of CTI server A (${liar.address}) cannot be read and is skipped`);
    await logged(app, 'sent 20 messages in a row that cannot be read');
    await desk.button(/^Connections/).click();
    const row = desk.page.getByRole('row', { name: /^CTI/ });
    await expect(row).toContainText('No answer');
    await expect(row.getByTitle(liar.address)).toHaveAttribute('title', /is not a CTI server/);
  });

  test('to a CTI server that sends too much in one message uses the other', async ({
    openPrimaryFirst,
    talking,
    control,
    tier,
  }) => {
    const loud = await talking('cti', () => ['x'.repeat(1_048_577)]);
    await changeProfiles(control, { cti: { a: loud.address, b: tier.addresses.cti.b } });
    const { a, b } = tier.addresses.configuration;
    const app = await openPrimaryFirst([a, b]);
    const desk = new DeskPage(app.desk);
    await desk.logIn();
    await expect(desk.plate).toContainText('Not Ready');
    await logged(app, 'sent a message larger than is allowed');
  });
});
