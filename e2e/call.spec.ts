import { agentHears, lineHas } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { aileen, letRing, letTalk } from './support/story.ts';
import { agentTone, expect, test } from './support/test.ts';
import { until } from './support/until.ts';

const line = { agent: '12345' };

test.describe('a call', () => {
  test('rings, is answered, and both hear each other', async ({ app, desk, control }) => {
    const callId = await letRing(desk, control);
    await expect(desk.plate).toContainText('Reserved');
    await desk.answer();
    await agentHears(app.phone, { all: [aileen.tone] });
    await lineHas(control, callId, line, { all: [agentTone] });
    await lineHas(control, callId, { number: aileen.number }, { all: [agentTone] });
  });

  test('is held and retrieved', async ({ app, desk, control }) => {
    const callId = await letTalk(desk, control);
    await desk.tool('Hold').click();
    await expect(desk.tool('Retrieve')).toBeVisible();
    await control.wait({ for: 'call', callId, agentId: '12345', connection: 'Held' });
    await agentHears(app.phone, { all: [], none: [aileen.tone] });
    await desk.tool('Retrieve').click();
    await control.wait({ for: 'call', callId, agentId: '12345', connection: 'Connected' });
    await agentHears(app.phone, { all: [aileen.tone] });
  });

  test('is muted: the caller hears nothing, and hears again when it is not', async ({
    app,
    desk,
    control,
  }) => {
    await withoutEchoCanceller(app.phone);
    const callId = await letTalk(desk, control);
    await lineHas(control, callId, line, { all: [agentTone] });
    await desk.tool('Mute').click();
    await lineHas(control, callId, line, { all: [], none: [agentTone] });
    await desk.tool('Unmute').click();
    await lineHas(control, callId, line, { all: [agentTone] });
  });

  test('takes digits (RFC 4733) from keypad and keyboard, star and hash too, and shows them', async ({
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await desk.tool('Keypad').click();
    const keypad = desk.page.getByRole('dialog', { name: 'Keypad' });
    await expect(keypad).toBeVisible();
    await desk.page.keyboard.type('1x0');
    for (const key of ['4', 'star', 'hash']) {
      await keypad.getByRole('button', { name: key, exact: true }).click();
    }
    await expect(keypad.getByLabel('Sent')).toHaveText('104*#');
    await until(
      'the digits',
      () => control.heard(callId, line),
      (heard) => heard?.digits === '104*#',
    );
  });

  test('takes digits from its first moment on, before its sound is up', async ({ app, desk, control }) => {
    const callId = await letRing(desk, control);
    await app.desk.evaluate(
      (id) =>
        new Promise<void>((resolve) => {
          const stop = window.switchhook?.onState(({ sessions }) => {
            const call = sessions.find((session) => session.id === id);
            if (call?.kind !== 'voice' || call.phone?.phase !== 'established') return;
            queueMicrotask(() => stop?.());
            void window.switchhook
              ?.command({ type: 'digits', callId: id, digits: '815' })
              .then(() => resolve());
          });
          void window.switchhook?.command({ type: 'answer', callId: id });
        }),
      callId,
    );
    await until(
      'the digits',
      () => control.heard(callId, line),
      (heard) => heard?.digits === '815',
    );
  });

  test('that the caller ends goes to wrap-up; disposition and notes reach the switch', async ({
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await desk.notes.fill('Rebill from 1 March.');
    await control.post(`/calls/${callId}/hang-up`);
    await expect(desk.plate).toContainText('Wrap-up');
    await desk.page.getByText('Follow-up needed').click();
    await desk.button('Finish wrap-up').click();
    await expect(desk.plate.getByText('Ready', { exact: true })).toBeVisible();
    const wrapUp = await until(
      'the notes at the switch',
      async () => {
        const { calls } = await control.get<{ calls: readonly SwitchCall[] }>('/calls');
        return calls.find((call) => call.callId === callId)?.wrapUp ?? [];
      },
      (found) => found.length > 0,
    );
    expect(wrapUp).toMatchObject([
      { disposition: 2, notes: expect.stringContaining('Rebill from 1 March.') },
    ]);
  });

  test('whose packets are lost is told in words and numbers, and so is the end of that', async ({
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    const quality = desk.page.getByRole('region', { name: 'Line quality' });
    await expect(quality).toContainText('The line is clear');
    await expect(quality).toContainText('of 5');
    await control.post(`/calls/${callId}/lose-audio`, { agentId: '12345', share: 0.5 });
    await expect(quality).toContainText('Hard to hear');
    await expect(quality).toContainText('Offer to call back');
    await expect(quality).toContainText('Loss, heard');
    await control.post(`/calls/${callId}/lose-audio`, { agentId: '12345', share: 0 });
    await expect(quality).toContainText('The line is clear', { timeout: 20_000 });
  });
});

interface SwitchCall {
  readonly callId: string;
  readonly wrapUp: readonly { readonly disposition: number | null; readonly notes: string }[];
}
