import type { Locator } from '@playwright/test';
import { DeskPage } from './support/desk-page.ts';
import { watchBrowser } from './support/desktop.ts';
import { aileen, letRing, letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { until } from './support/until.ts';

/** The list of recent calls beside an empty desk. */
function recentCalls(desk: DeskPage): Locator {
  return desk.page.getByRole('complementary', { name: 'Recent calls' }).getByRole('listitem');
}

/** Ends wrap-up with Not Ready to come, so that the agent may dial. */
async function finish(desk: DeskPage): Promise<void> {
  await expect(desk.plate).toContainText('Wrap-up');
  await desk.choose('Break');
  await expect(desk.plate).toContainText('Not Ready');
}

interface Desktop {
  readonly screenPop: { readonly template: string; readonly schemes: readonly string[] } | null;
}

/** Gives every desk of the cluster another page to open with a call. */
async function changeScreenPop(control: Control, screenPop: Desktop['screenPop']): Promise<void> {
  const { revision: _, ...current } = await control.get<{ revision: number; desktop: Desktop }>(
    '/configuration',
  );
  await control.post('/configuration', { ...current, desktop: { ...current.desktop, screenPop } }, 'PUT');
}

test.describe('recent calls', () => {
  test('lists a call that was taken, and calls it back', async ({ desk, control }) => {
    const callId = await letTalk(desk, control);
    await control.post(`/calls/${callId}/hang-up`);
    await finish(desk);
    const row = recentCalls(desk).first();
    await expect(recentCalls(desk)).toHaveCount(1);
    await expect(row).toContainText(aileen.name);
    await expect(row).toContainText(/\d{2}:\d{2} · /);
    await desk.button(`Call ${aileen.name} back`).click();
    const connected = { for: 'call', agentId: '12345', phase: 'connected' };
    const { call } = (await control.wait(connected)) as { call: { parties: readonly { number: string }[] } };
    expect(call.parties.map(({ number }) => number)).toContain(aileen.number);
    await desk.tool('Release').click();
    await expect(desk.plate).toContainText('Not Ready');
    await expect(recentCalls(desk)).toHaveCount(2);
    await expect(recentCalls(desk).first()).toContainText(aileen.name);
  });

  test('lists a call that was not answered, with why', async ({ desk, control }) => {
    await control.clock('hold');
    await letRing(desk, control);
    await control.clock('advance', 20_000);
    await expect(recentCalls(desk)).toHaveCount(1);
    await expect(recentCalls(desk).first()).toContainText(aileen.name);
    await expect(recentCalls(desk).first()).toContainText(/not answered/i);
  });

  test('are there after a restart, and in the dial popover', async ({ app, desk, control, openApp }) => {
    const callId = await letTalk(desk, control);
    await control.post(`/calls/${callId}/hang-up`);
    await finish(desk);
    await expect(recentCalls(desk)).toHaveCount(1);
    await app.end();
    const again = new DeskPage((await openApp({ data: app.data })).desk);
    await again.logIn();
    await again.whole();
    await expect(recentCalls(again).first()).toContainText(aileen.name);
    await again.tool('Dial').click();
    const popover = again.page.getByRole('dialog', { name: 'Dial' });
    await popover.getByRole('button', { name: aileen.name }).click();
    await expect(again.page.getByLabel('Number')).toHaveValue(aileen.number);
  });
});

test.describe('the page of a call', () => {
  test('opens in the browser when the call is answered, once, with its account', async ({
    app,
    desk,
    control,
  }) => {
    const opened = await watchBrowser(app.application);
    await letRing(desk, control);
    expect(await opened()).toEqual([]);
    await desk.answer();
    const page = 'https://crm.example/customers/4410%202289%2007';
    await until('the page', opened, (urls) => urls.length > 0);
    await desk.tool('Hold').click();
    await desk.tool('Retrieve').click();
    await expect(desk.tool('Hold')).toBeEnabled();
    await desk.page.reload();
    await expect(desk.plate).toContainText('Talking');
    expect(await opened()).toEqual([page]);
    await desk.button('Customer record').click();
    await until('it is opened again', opened, (urls) => urls.length === 2 && urls[1] === page);
  });

  for (const [why, template] of [
    ['of a scheme that is not allowed', 'file:///etc/{account}'],
    ['that would run as a script', 'javascript:alert("{account}")'],
    ['whose variable the call lacks', 'https://crm.example/{contract}'],
  ] as const) {
    test(`${why} is not opened, and no button offers it`, async ({ app, desk, control }) => {
      await changeScreenPop(control, { template, schemes: ['https'] });
      const opened = await watchBrowser(app.application);
      await letTalk(desk, control);
      await expect(desk.notes).toBeVisible();
      expect(await opened()).toEqual([]);
      await expect(desk.button('Customer record')).toHaveCount(0);
    });
  }

  test('keeps what a caller sent within its place: no other host, path or scheme comes of it', async ({
    app,
    desk,
    control,
  }) => {
    const opened = await watchBrowser(app.application);
    await desk.logIn();
    await desk.whole();
    await desk.ready();
    await control.placeCall({
      caller: aileen.name,
      menuMs: 0,
      variables: { account: '../../admin?x=1#@evil.example/\u202e' },
    });
    await expect(desk.incoming(aileen.name)).toBeVisible();
    await desk.answer();
    const [url = ''] = await until('the page', opened, (urls) => urls.length > 0);
    const { origin, pathname, search, hash } = new URL(url);
    expect({ origin, search, hash }).toEqual({ origin: 'https://crm.example', search: '', hash: '' });
    expect(pathname).toMatch(/^\/customers\/[^/]+$/);
  });
});
