import { once } from 'node:events';
import { DeskPage } from './support/desk-page.ts';
import { deskState, sendCommand } from './support/desk-state.ts';
import { answerQuestions } from './support/desktop.ts';
import { agentHears } from './support/hearing.ts';
import { aileen, letRhonaRing, letTalk, rhona } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { callPhase, notesOf, seatsGivenBack } from './support/tier-facts.ts';
import { until } from './support/until.ts';

test.describe('the desk window', () => {
  test('closed in a call asks first; staying keeps the call', async ({ app, desk, control }) => {
    const callId = await letTalk(desk, control);
    const asked = await answerQuestions(app.application, 'Stay in the call');
    await desk.button('Close').click();
    await until('the question', asked, (questions) => questions.length === 1);
    expect((await asked())[0]).toMatchObject({
      message: 'You are in a call',
      detail: expect.stringContaining('releases the call and logs you out'),
      buttons: ['Stay in the call', 'Release and close'],
    });
    await expect(desk.plate).toContainText('Talking');
    await agentHears(app.phone, { all: [aileen.tone] });
    expect(await callPhase(control, callId)).toBe('connected');
    await desk.button('Close').click();
    await until('it asks again', asked, (questions) => questions.length === 2);
  });

  test('closed in a call and told to: the call is released, the agent logged out, the seat given back', async ({
    app,
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await answerQuestions(app.application, 'Release and close');
    const before = await seatsGivenBack(control);
    const gone = once(app.application.process(), 'exit');
    await desk.button('Close').click();
    await control.wait({ for: 'call', callId, phase: 'ended' });
    await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut' });
    await gone;
    expect(await seatsGivenBack(control)).toBe(before + 1);
  });

  test('closed with a call on hold and another in the ear: both are released', async ({
    app,
    desk,
    control,
  }) => {
    const first = await letTalk(desk, control);
    const second = await letRhonaRing(desk, control);
    await desk.incoming(rhona.name).getByRole('button', { name: 'Answer' }).click();
    await control.wait({ for: 'call', callId: first, agentId: '12345', connection: 'Held' });
    await answerQuestions(app.application, 'Release and close');
    const gone = once(app.application.process(), 'exit');
    await desk.button('Close').click();
    for (const callId of [first, second]) await control.wait({ for: 'call', callId, phase: 'ended' });
    await gone;
  });

  test('closed in a call loses no note: it reaches the switch, at the next login if not before', async ({
    app,
    desk,
    control,
    openApp,
  }) => {
    const callId = await letTalk(desk, control);
    await answerQuestions(app.application, 'Release and close');
    const gone = once(app.application.process(), 'exit');
    await desk.notes.fill('Send the tariff leaflet');
    await desk.button('Close').click();
    await gone;
    const again = new DeskPage((await openApp({ data: app.data })).desk);
    await again.logIn();
    await again.whole();
    await until(
      'the note is at the switch',
      () => notesOf(control, callId),
      (notes) => notes.join().includes('Send the tariff leaflet'),
    );
  });

  test('closed with a chat open asks first; told to, the chat goes back and the agent is logged out', async ({
    app,
    desk,
    control,
  }) => {
    await desk.logIn('12345;xxyyzz;52513;pm2c');
    await desk.whole();
    await desk.ready();
    const { interactionId } = await control.post<{ interactionId: string }>('/chats', {
      partner: 'Website visitor',
    });
    await until(
      'the chat is offered',
      () => deskState(desk.page),
      ({ sessions }) => sessions.length === 1,
    );
    expect(await sendCommand(desk.page, { type: 'acceptOffer', sessionId: interactionId })).toEqual({
      ok: true,
    });
    const asked = await answerQuestions(app.application, 'Go on working');
    await desk.button('Close').click();
    await until('the question', asked, (questions) => questions.length === 1);
    expect((await asked())[0]?.detail).toContain('Still open: the chat with Website visitor.');
    await control.wait({ for: 'interaction', interactionId, agentId: '12345', phase: 'active' });
    await answerQuestions(app.application, 'Close');
    const gone = once(app.application.process(), 'exit');
    await desk.button('Close').click();
    await control.wait({ for: 'interaction', interactionId, agentId: null, phase: 'queued' });
    await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut' });
    await gone;
  });

  test('closed without a call logs out and ends, without a question', async ({ app, desk, control }) => {
    await desk.logIn();
    await desk.whole();
    const before = await seatsGivenBack(control);
    const gone = once(app.application.process(), 'exit');
    await desk.button('Close').click();
    await control.wait({ for: 'agent', agentId: '12345', state: 'LoggedOut' });
    await gone;
    expect(await seatsGivenBack(control)).toBe(before + 1);
  });
});
