import type { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { agentHears, lineHas } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { aileen, letRing, letTalk } from './support/story.ts';
import { agentTone, expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { killCtiOf, notesOf, seatsGivenBack } from './support/tier-facts.ts';
import { until } from './support/until.ts';
import { watchScreen } from './support/watch-screen.ts';

const colleague = { number: '01632960002', tone: 620 };

/** The note is at the switch, and was told once. */
async function toldOnce(control: Control, callId: string, note: string): Promise<void> {
  const notes = await until(
    'the notes at the switch',
    () => notesOf(control, callId),
    (told) => told.length > 0,
  );
  expect(notes).toEqual([expect.stringContaining(note)]);
}

async function consulting(desk: DeskPage, control: Control): Promise<string> {
  await control.post('/far-ends', {
    number: colleague.number,
    name: 'Colleague',
    answers: 200,
    voice: { type: 'tone', hertz: colleague.tone },
  });
  const callId = await letTalk(desk, control);
  await desk.notes.fill('Asks for a plan');
  await desk.passOn('Consult', colleague.number);
  return callId;
}

test.describe('the CTI server is killed', () => {
  test('in a call: one sentence says so, and nothing else flashes', async ({ app, desk, control }) => {
    await letTalk(desk, control);
    await expect(desk.tool('Consult')).toBeEnabled();
    const before = await desk.page.locator('.connections-words').textContent();
    const shown = await watchScreen(app.desk);
    const killed = await killCtiOf(app.desk, control);
    const [from, to] = killed === 'cti-a' ? ['A', 'B'] : ['B', 'A'];
    await expect(desk.button(/^Connections/)).toContainText(`CTI on ${to}`);
    // Told once the other one has told everything.
    await expect(desk.page.getByText('stopped answering at').first()).toBeVisible();
    expect(await shown()).toEqual({
      states: ['Talking'],
      strips: [
        expect.stringMatching(
          `^CTI server ${from} stopped answering at [\\d:]{8}\\. Now on ${to}; your call was not interrupted\\.$`,
        ),
      ],
      connections: [before, `CTI on ${to}`],
      off: [],
    });
  });

  test('in wrap-up: the other one takes over, wrap-up goes on with its notes, which reach the switch once', async ({
    app,
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await control.post(`/calls/${callId}/hang-up`);
    await expect(desk.plate).toContainText('Wrap-up');
    await desk.notes.fill('Rebill from 1 March.');
    await desk.page.getByText('Follow-up needed').click();
    const { agent: before } = await deskState(app.desk);
    await killCtiOf(app.desk, control);
    await expect(desk.plate).toContainText('Wrap-up');
    const { agent } = await until(
      'the state is confirmed',
      () => deskState(app.desk),
      ({ agent: now }) => now?.known === 'live',
    );
    expect(agent).toMatchObject({ state: 'WrapUp', since: before?.since, next: before?.next });
    await expect(desk.notes).toHaveValue(/Rebill from 1 March\./);
    await desk.button('Finish wrap-up').click();
    await expect(desk.plate.getByText('Ready', { exact: true })).toBeVisible();
    await toldOnce(control, callId, 'Rebill from 1 March.');
  });

  test('on both sides in wrap-up: that it is finished is shown as chosen, and it ends when one is back', async ({
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await control.post(`/calls/${callId}/hang-up`);
    await expect(desk.plate).toContainText('Wrap-up');
    await desk.notes.fill('Rebill from 1 March.');
    for (const server of ['cti-a', 'cti-b']) await control.server(server, 'kill');
    await expect(desk.plate).toContainText('No connection');
    await desk.button('Finish wrap-up').click();
    await expect(desk.plate).toContainText('End of wrap-up chosen');
    await expect(desk.tab(aileen.name)).toHaveCount(0);
    await control.server('cti-b', 'start');
    await expect(desk.plate.getByText('Ready', { exact: true })).toBeVisible();
    await control.wait({ for: 'agent', agentId: '12345', state: 'Ready' });
    await toldOnce(control, callId, 'Rebill from 1 March.');
  });

  test('in a consultation: both calls go on, and are made a conference through the other one', async ({
    app,
    desk,
    control,
  }) => {
    await withoutEchoCanceller(app.phone);
    const callId = await consulting(desk, control);
    await agentHears(app.phone, { all: [colleague.tone], none: [aileen.tone] });
    await killCtiOf(app.desk, control);
    await expect(desk.plate).toContainText('Talking');
    await expect(desk.tab(aileen.name)).toContainText('On hold');
    await expect(desk.tab('Colleague')).toContainText('Talking');
    await agentHears(app.phone, { all: [colleague.tone], none: [aileen.tone] });
    await expect(desk.tool('Conference')).toBeEnabled();
    await desk.tool('Conference').click();
    await agentHears(app.phone, { all: [colleague.tone, aileen.tone] });
    await lineHas(control, callId, { number: aileen.number }, { all: [agentTone, colleague.tone] });
    await lineHas(control, callId, { number: colleague.number }, { all: [agentTone, aileen.tone] });
    await expect(desk.notes).toHaveValue(/Asks for a plan/);
    await desk.tool('Release').click();
    await expect(desk.plate).toContainText('Wrap-up');
    await desk.button('Finish wrap-up').click();
    await toldOnce(control, callId, 'Asks for a plan');
  });

  test('with a click under way: the other one carries it out, once', async ({ app, desk, control }) => {
    await desk.logIn();
    await desk.whole();
    const { inUse } = (await deskState(app.desk)).connections.cti;
    const server = inUse === 'A' ? 'cti-a' : 'cti-b';
    const { last } = await control.get<{ last: number }>('/events');
    await control.server(server, 'freeze');
    await desk.choose('Lunch');
    await expect(desk.plate).toContainText('Lunch chosen');
    await control.server(server, 'kill');
    await control.wait({ for: 'agent', agentId: '12345', state: 'NotReady', reasonCode: 1 });
    await expect(desk.plate).not.toContainText('chosen');
    await expect(desk.plate).toContainText('Lunch');
    const { events } = await control.get<{
      events: readonly { detail: { request?: string; state?: string } }[];
    }>(`/events?after=${last}`);
    const asked = events.filter(({ detail }) => detail.request === 'SetAgentStateRequest');
    expect(asked.map(({ detail }) => detail.state)).toEqual(['Login', 'NotReady']);
  });

  test('during a logout: the desk says that it is logging out, and the other one carries it out once', async ({
    app,
    desk,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    const seats = await seatsGivenBack(control);
    const { inUse } = (await deskState(app.desk)).connections.cti;
    const server = inUse === 'A' ? 'cti-a' : 'cti-b';
    await control.server(server, 'freeze');
    await desk.choose(/End of shift/);
    await expect(desk.plate).toContainText('Logging out');
    await control.server(server, 'kill');
    await expect(desk.logInButton).toBeVisible();
    await expect(desk.page.getByRole('alert')).toHaveCount(0);
    await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut', reasonCode: 11 });
    await until(
      'the seat is given back',
      () => seatsGivenBack(control),
      (now) => now === seats + 1,
    );
    await desk.logIn();
    await desk.whole();
  });

  test('on both sides during a logout: the desk logs out by itself, says that nobody confirmed it, gives its seat back, and logs in again later', async ({
    desk,
    control,
    tier,
  }) => {
    await desk.logIn();
    await desk.whole();
    const seats = await seatsGivenBack(control);
    for (const server of ['cti-a', 'cti-b']) await control.server(server, 'freeze');
    await desk.choose(/End of shift/);
    await expect(desk.plate).toContainText('Logging out');
    for (const server of ['cti-a', 'cti-b']) await control.server(server, 'kill');
    await expect(desk.logInButton).toBeVisible();
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText('Logged out here; no CTI server confirmed it');
    for (const address of Object.values(tier.addresses.cti))
      await expect(alert).toContainText(`(${address})`);
    await until(
      'the seat is given back',
      () => seatsGivenBack(control),
      (now) => now === seats + 1,
    );
    for (const server of ['cti-a', 'cti-b']) await control.server(server, 'start');
    await desk.logIn();
    await desk.whole();
  });
});

test('with every other server down the phone does all that is its own: answer, hold, retrieve, mute, keypad, release', async ({
  app,
  desk,
  control,
}) => {
  await withoutEchoCanceller(app.phone);
  const callId = await letRing(desk, control);
  const line = { agent: '12345' };
  for (const kind of ['configuration', 'licensing', 'cti']) {
    for (const side of ['a', 'b']) await control.server(`${kind}-${side}`, 'kill');
  }
  await expect(desk.plate).toContainText('No connection');
  await desk.tool('Answer').click();
  await agentHears(app.phone, { all: [aileen.tone] });
  await lineHas(control, callId, line, { all: [agentTone] });
  await desk.tool('Hold').click();
  await agentHears(app.phone, { all: [], none: [aileen.tone] });
  await control.wait({ for: 'call', callId, agentId: '12345', connection: 'Held' });
  await desk.tool('Retrieve').click();
  await agentHears(app.phone, { all: [aileen.tone] });
  await desk.tool('Mute').click();
  await lineHas(control, callId, line, { all: [], none: [agentTone] });
  await desk.tool('Unmute').click();
  await lineHas(control, callId, line, { all: [agentTone] });
  await desk.tool('Keypad').click();
  await desk.page.keyboard.type('42#');
  await until(
    'the digits',
    () => control.heard(callId, line),
    (heard) => heard?.digits === '42#',
  );
  await desk.page.keyboard.press('Escape');
  for (const word of ['Consult', 'Transfer', 'Conference']) {
    await expect(desk.tool(word)).toHaveAttribute('aria-disabled', 'true');
  }
  await desk.notes.fill('Said while nothing answered');
  await desk.tool('Release').click();
  await control.wait({ for: 'call', callId, phase: 'ended' });
  for (const side of ['a', 'b']) await control.server(`cti-${side}`, 'start');
  await expect(desk.plate).toContainText('Wrap-up');
  await desk.button('Finish wrap-up').click();
  await toldOnce(control, callId, 'Said while nothing answered');
});
