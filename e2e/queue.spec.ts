import { aileen, letRing, placeCall } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

test.describe('a call of the queue', () => {
  test('rings at the agent who is Ready the longest; not answered it goes to the next, and he is Not Ready (RONA)', async ({
    desk,
    startAgent,
    tier,
    control,
  }) => {
    // For voice alone: with chats he would be Ready for those still (Partial).
    await desk.logIn('12345;xxyyzz;52513;p');
    await desk.whole();
    await desk.ready();
    const { a, b } = tier.addresses.configuration;
    const other = await startAgent(
      ...['--config', a, '--config', b, '--profile', 'Billing, blended', '--login', '-'],
    );
    other.write('12288;aabbcc;52514');
    expect((await other.answerTo('outcome', 'login')).outcome).toEqual({ ok: true });
    expect(await other.command({ type: 'setState', target: { state: 'Ready' } })).toBeNull();
    await control.wait({ for: 'agent', agentId: '12288', state: 'Ready' });
    await control.clock('hold');
    const callId = await placeCall(desk, control);
    expect(other.state?.sessions).toEqual([]);
    await control.clock('advance', 20_000);
    await control.wait({ for: 'agent', agentId: '12345', state: 'NotReady', reasonCode: 32_767 });
    await expect(desk.plate).toContainText('Call not answered');
    await expect(desk.incoming(aileen.name)).toBeHidden();
    await expect(desk.tab(aileen.name)).toHaveCount(0);
    const { sessions } = await other.until('it rings there', (state) => state.sessions.length > 0);
    expect(sessions).toMatchObject([{ id: callId, phase: 'offered' }]);
  });

  test('shows how long it has waited, before and after it is answered', async ({ desk, control }) => {
    await desk.logIn();
    await desk.whole();
    await control.clock('hold');
    const callId = await control.placeCall({ caller: aileen.name, menuMs: 0 });
    await control.wait({ for: 'call', callId, phase: 'queued' });
    await control.clock('advance', 95_000);
    // Ready for a moment only: the call is offered at once.
    await desk.chooseReady();
    const incoming = desk.incoming(aileen.name);
    await expect(incoming).toContainText('Billing');
    await expect(incoming).toContainText('Waited1:35');
    await desk.answer();
    await expect(desk.page.getByText('Queue 1:35')).toBeVisible();
  });

  test('has a bar that gets shorter with the time that is left', async ({ desk, control }) => {
    await control.clock('hold');
    await letRing(desk, control);
    const incoming = desk.incoming(aileen.name);
    const left = (): Promise<number> =>
      incoming.locator('.thread').evaluate((bar) => Number(getComputedStyle(bar).getPropertyValue('--left')));
    expect(await left()).toBeGreaterThan(0.5);
    await control.clock('advance', 12_000);
    await until('the bar is shorter', left, (share) => share < 0.45);
    await expect(incoming).toContainText(/Goes back to the queue in [0-8] s/);
  });
});
