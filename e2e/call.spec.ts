import type { DeskPage } from './support/desk-page.ts';
import { hasTone, heardByAgent } from './support/listen.ts';
import { agentTone, expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { until } from './support/until.ts';

const caller = { name: 'Aileen Mackay', number: '01314960142', tone: 440 };

/** Logs in, goes Ready, and lets the caller ring. Resolves with the call's id. */
async function ringing(desk: DeskPage, control: Control): Promise<string> {
  await desk.logIn();
  await desk.whole();
  await desk.ready();
  const callId = await control.placeCall({
    caller: caller.name,
    menuMs: 0,
    voice: { type: 'tone', hertz: caller.tone },
  });
  await expect(desk.incoming(caller.name)).toBeVisible();
  return callId;
}

async function talking(desk: DeskPage, control: Control): Promise<string> {
  const callId = await ringing(desk, control);
  await desk.answer();
  return callId;
}

test.describe('a call', () => {
  test('rings, is answered, and both hear each other', async ({ app, desk, control }) => {
    const callId = await ringing(desk, control);
    await expect(desk.plate).toContainText('Reserved');
    await expect(desk.incoming(caller.name)).toContainText('Goes back to the queue in');
    await desk.answer();
    await until(
      'the agent hears the caller',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, caller.tone),
    );
    await until(
      'the caller hears the agent',
      () => control.heard(callId, { agent: '12345' }),
      (heard) => heard !== null && hasTone(heard.tonesHertz, agentTone),
    );
  });

  test('is held and retrieved', async ({ app, desk, control }) => {
    const callId = await talking(desk, control);
    await desk.tool('Hold').click();
    await expect(desk.tool('Retrieve')).toBeVisible();
    await control.wait({ for: 'call', callId, agentId: '12345', connection: 'Held' });
    await until(
      'the agent hears nothing',
      () => heardByAgent(app.phone),
      (tones) => !hasTone(tones, caller.tone),
    );
    await desk.tool('Retrieve').click();
    await control.wait({ for: 'call', callId, agentId: '12345', connection: 'Connected' });
    await until(
      'the agent hears the caller again',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, caller.tone),
    );
  });

  test('is muted: the caller hears nothing, and says so again when it is not', async ({ desk, control }) => {
    const callId = await talking(desk, control);
    const callerHears = async (): Promise<readonly number[]> =>
      (await control.heard(callId, { agent: '12345' }))?.tonesHertz ?? [];
    await until('the caller hears the agent', callerHears, (tones) => hasTone(tones, agentTone));
    await desk.tool('Mute').click();
    await until('the caller hears nothing', callerHears, (tones) => !hasTone(tones, agentTone));
    await desk.tool('Unmute').click();
    await until('the caller hears the agent again', callerHears, (tones) => hasTone(tones, agentTone));
  });

  test('takes digits from the keypad (RFC 4733)', async ({ desk, control }) => {
    const callId = await talking(desk, control);
    await desk.tool('Keypad').click();
    const keypad = desk.page.getByRole('dialog', { name: 'Keypad' });
    for (const digit of ['4', '2']) await keypad.getByRole('button', { name: digit, exact: true }).click();
    await until(
      'the digits',
      () => control.heard(callId, { agent: '12345' }),
      (heard) => heard?.digits === '42',
    );
  });

  test('goes on while the desk window is reloaded, and its tab and notes are back', async ({
    app,
    desk,
    control,
  }) => {
    await talking(desk, control);
    await desk.notes.fill('March was estimated.');
    await expect(desk.page.getByText(/^Saved/).first()).toBeVisible();
    await app.desk.reload();
    await expect(desk.plate).toContainText('Talking');
    await expect(desk.notes).toHaveValue(/March was estimated\./);
    await until(
      'the agent hears the caller',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, caller.tone),
    );
  });

  test('that the caller ends goes to wrap-up; disposition and notes reach the switch', async ({
    desk,
    control,
  }) => {
    const callId = await talking(desk, control);
    await desk.notes.fill('Rebill from 1 March.');
    await control.post(`/calls/${callId}/hang-up`);
    await expect(desk.plate).toContainText('Wrap-up');
    await desk.page.getByText('Follow-up needed').click();
    await desk.button('Finish wrap-up').click();
    await expect(desk.plate.getByText('Ready', { exact: true })).toBeVisible();
    const wrapUp = await until(
      'the notes at the switch',
      async () =>
        (await control.get<{ calls: SwitchCall[] }>('/calls')).calls.find((call) => call.callId === callId)
          ?.wrapUp,
      (found) => (found?.length ?? 0) > 0,
    );
    expect(wrapUp?.[0]).toMatchObject({
      disposition: 2,
      notes: expect.stringContaining('Rebill from 1 March.'),
    });
  });

  test('that nobody answers goes back to the queue, and the agent is Not Ready with the reason (RONA)', async ({
    desk,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    await desk.ready();
    await control.clock('hold');
    const callId = await control.placeCall({ caller: caller.name, menuMs: 0 });
    await expect(desk.incoming(caller.name)).toBeVisible();
    await control.clock('advance', 20_000);
    await control.wait({ for: 'agent', agentId: '12345', state: 'NotReady', reasonCode: 32_767 });
    await expect(desk.plate).toContainText('Call not answered');
    await expect(desk.incoming(caller.name)).toBeHidden();
    await control.wait({ for: 'call', callId, phase: 'queued' });
  });

  test('is answered, held and released with every other server down', async ({ desk, control }) => {
    const callId = await ringing(desk, control);
    for (const server of [
      'cti-a',
      'cti-b',
      'configuration-a',
      'configuration-b',
      'licensing-a',
      'licensing-b',
    ]) {
      await control.server(server, 'kill');
    }
    await expect(desk.plate).toContainText('No connection');
    await desk.tool('Answer').click();
    await expect(desk.tool('Hold')).toBeEnabled();
    await desk.tool('Hold').click();
    await control.wait({ for: 'call', callId, agentId: '12345', connection: 'Held' });
    await desk.tool('Retrieve').click();
    await control.wait({ for: 'call', callId, agentId: '12345', connection: 'Connected' });
    await desk.tool('Release').click();
    await control.wait({ for: 'call', callId, phase: 'ended' });
  });

  test('whose packets are lost says so in words', async ({ desk, control }) => {
    const callId = await talking(desk, control);
    await expect(desk.page.getByText('The line is clear')).toBeVisible();
    await control.post(`/calls/${callId}/lose-audio`, { agentId: '12345', share: 0.25 });
    await expect(desk.page.getByText(/Words are breaking up|Hard to hear/)).toBeVisible({ timeout: 20_000 });
  });
});

interface SwitchCall {
  readonly callId: string;
  readonly wrapUp: readonly { readonly disposition: number | null; readonly notes: string }[];
}

test.describe('a call that the agent makes or passes on', () => {
  const colleague = { number: '01632960002', tone: 620 };

  test.beforeEach(async ({ control }) => {
    await control.post('/far-ends', {
      number: colleague.number,
      name: 'Colleague',
      answers: 200,
      voice: { type: 'tone', hertz: colleague.tone },
    });
  });

  test('is dialled', async ({ app, desk, control }) => {
    await desk.logIn();
    await desk.whole();
    await desk.dial(colleague.number);
    await expect(desk.plate).toContainText('Talking');
    await until(
      'the agent hears the far end',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, colleague.tone),
    );
    await desk.tool('Release').click();
    await control.wait({ for: 'call', phase: 'ended' });
  });

  test('to a busy number says so', async ({ desk }) => {
    await desk.logIn();
    await desk.whole();
    await desk.dial('01632960004');
    await expect(desk.page.getByText(/busy/i).first()).toBeVisible();
  });

  test('is transferred blind', async ({ desk, control }) => {
    const callId = await talking(desk, control);
    await desk.passOn('Transfer', colleague.number);
    await expect(desk.plate).toContainText('Wrap-up');
    await until(
      'the customer hears the colleague',
      () => control.heard(callId, { number: caller.number }),
      (heard) => heard !== null && hasTone(heard.tonesHertz, colleague.tone),
    );
  });

  test('becomes a conference: each hears the tones of the other two', async ({ app, desk, control }) => {
    const callId = await talking(desk, control);
    await desk.passOn('Consult', colleague.number);
    await until(
      'the agent hears the colleague alone',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, colleague.tone) && !hasTone(tones, caller.tone),
    );
    await desk.tool('Conference').click();
    await until(
      'the agent hears both',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, caller.tone) && hasTone(tones, colleague.tone),
    );
    for (const [listener, others] of [
      [caller.number, [agentTone, colleague.tone]],
      [colleague.number, [agentTone, caller.tone]],
    ] as const) {
      await until(
        `${listener} hears the other two`,
        () => control.heard(callId, { number: listener }),
        (heard) => heard !== null && others.every((tone) => hasTone(heard.tonesHertz, tone)),
      );
    }
  });

  test('is consulted and cancelled: the first call is back', async ({ app, desk, control }) => {
    await talking(desk, control);
    await desk.passOn('Consult', colleague.number);
    await until(
      'the colleague',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, colleague.tone),
    );
    await desk.tool('Cancel').click();
    await until(
      'the caller again',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, caller.tone) && !hasTone(tones, colleague.tone),
    );
  });

  test('is consulted and completed: the two talk on, the agent wraps up', async ({ app, desk, control }) => {
    const callId = await talking(desk, control);
    await desk.passOn('Consult', colleague.number);
    await until(
      'the colleague',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, colleague.tone),
    );
    await desk.tool('Complete').click();
    await expect(desk.plate).toContainText('Wrap-up');
    await until(
      'the customer hears the colleague',
      () => control.heard(callId, { number: caller.number }),
      (heard) => heard !== null && hasTone(heard.tonesHertz, colleague.tone),
    );
  });
});
