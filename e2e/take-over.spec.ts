import { once } from 'node:events';
import path from 'node:path';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { filesHolding } from './support/files-holding.ts';
import { agentHears, lineHas } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { aileen, letTalk, placeCall } from './support/story.ts';
import { agentTone, expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { notesOf } from './support/tier-facts.ts';
import { until } from './support/until.ts';

/** What needs a call's sound is off at a desk whose phone does not have it, and the desk says so. */
async function saysSoundIsElsewhere(desk: DeskPage): Promise<void> {
  const why = 'The sound of this call is not at this phone';
  await expect(desk.page.getByText(why)).toBeVisible();
  for (const word of ['Hold', 'Mute', 'Keypad']) {
    await expect(desk.tool(word)).toHaveAttribute('title', why);
    await expect(desk.tool(word)).toBeDisabled();
  }
}

/** Logs the agent in at a second desk, which says where he is and is told to take him over. */
async function takeOver(desk: DeskPage, device: string): Promise<void> {
  await desk.logIn(`12345;xxyyzz;${device}`);
  await expect(desk.page.getByRole('alert')).toContainText('52513');
  await desk.button(/Take over/).click();
}

/** How often a desk has connected to a CTI server so far. */
async function desksConnected(control: Control): Promise<number> {
  const { events } = await control.get<{ events: readonly { type: string }[] }>('/events');
  return events.filter(({ type }) => type === 'deskConnected').length;
}

test.describe('an agent who is taken over in mid-call', () => {
  test('from another device: the call and its sound stay at the first desk, which says by whom, until it is over', async ({
    app,
    desk,
    openApp,
    control,
  }) => {
    await withoutEchoCanceller(app.phone);
    const callId = await letTalk(desk, control);
    const other = new DeskPage((await openApp()).desk);
    await takeOver(other, '52514');
    await other.whole();
    const strip = desk.page.locator('.strips');
    await expect(strip).toContainText('has taken you over, with device 52514');
    await expect(strip).toContainText('This call stays at your phone until it is over');
    await agentHears(app.phone, { all: [aileen.tone] });
    await lineHas(control, callId, { number: aileen.number }, { all: [agentTone] });
    // The buttons that are the phone's own still work, and the new desk has no call.
    await desk.tool('Hold').click();
    await agentHears(app.phone, { all: [], none: [aileen.tone] });
    await desk.tool('Retrieve').click();
    await agentHears(app.phone, { all: [aileen.tone] });
    await expect(other.tab(aileen.name)).toHaveCount(0);
    await desk.notes.fill('Written after it');
    await until(
      'the note is on disk',
      () => filesHolding(path.join(app.data, 'drafts'), 'Written after it'),
      (files) => files.length === 1,
    );
    await desk.tool('Release').click();
    await control.wait({ for: 'call', callId, phase: 'ended' });
    const notice = desk.page.getByRole('alert').filter({ hasText: 'Another desk took over agent 12345' });
    await expect(notice).toContainText('on device 52514');
    await expect(notice).toContainText('Your notes are kept');
    await expect(desk.logInButton).toBeVisible();
    await expect(other.plate).toContainText('Not Ready');
  });

  test('keeps what he wrote at the first desk, which does not come back by itself; it is sent at his next login there', async ({
    app,
    desk,
    openApp,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await desk.notes.fill('Ask about the March estimate');
    const other = await openApp();
    await takeOver(new DeskPage(other.desk), '52514');
    await expect(desk.page.locator('.strips')).toContainText('has taken you over');
    await expect(desk.notes).toHaveValue(/Ask about the March estimate/);
    await control.post(`/calls/${callId}/hang-up`);
    await expect(desk.logInButton).toBeVisible();
    // A server that dies and comes back moves the desk that has the agent, and not the one that had him.
    const before = await desksConnected(control);
    const { last } = await control.get<{ last: number }>('/events');
    const { inUse } = (await deskState(other.desk)).connections.cti;
    await control.server(inUse === 'A' ? 'cti-a' : 'cti-b', 'kill');
    await control.wait({ for: 'event', type: 'deskConnected', agentId: '12345', after: last });
    expect(await desksConnected(control)).toBe(before + 1);
    expect((await deskState(app.desk)).login).toMatchObject({ phase: 'displaced' });
    expect((await deskState(app.desk)).connections.cti.status).toBe('off');
    expect(await notesOf(control, callId)).toEqual([]);
    await desk.logIn();
    await desk.button(/Take over/).click();
    await desk.whole();
    const notes = await until(
      'the notes at the switch',
      () => notesOf(control, callId),
      (told) => told.length > 0,
    );
    expect(notes).toEqual([expect.stringContaining('Ask about the March estimate')]);
  });

  test('with the same device, and both phones at one SIP server: the new desk has the call, the first its sound until it is over', async ({
    openApp,
    control,
  }) => {
    const settings = { phoneOrder: 'primary-first' };
    const app = await openApp({ settings });
    await withoutEchoCanceller(app.phone);
    const desk = new DeskPage(app.desk);
    const callId = await letTalk(desk, control);
    const second = await openApp({ settings });
    const other = new DeskPage(second.desk);
    await takeOver(other, '52513');
    await expect(other.plate).toContainText('Talking');
    await expect(other.tab(aileen.name)).toContainText('Talking');
    await expect(desk.page.locator('.strips')).toContainText('has taken you over, with device 52513');
    await agentHears(app.phone, { all: [aileen.tone] });
    await saysSoundIsElsewhere(other);
    await lineHas(control, callId, { number: aileen.number }, { all: [agentTone] });
    await other.tool('Release').click();
    await control.wait({ for: 'call', callId, phase: 'ended' });
    await expect(other.plate).toContainText('Wrap-up');
    await expect(desk.logInButton).toBeVisible();
    // What rings from now on rings at the new desk, with its sound.
    await other.chooseReady();
    const next = await placeCall(other, control);
    await other.answer();
    await agentHears(second.phone, { all: [aileen.tone] });
    await lineHas(control, next, { number: aileen.number }, { all: [agentTone] });
  });
});

test('an app that dies in mid-call and is started anew has the call and its sound again', async ({
  app,
  desk,
  openApp,
  control,
}) => {
  const callId = await letTalk(desk, control);
  const child = app.application.process();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const second = await openApp({ data: app.data });
  await withoutEchoCanceller(second.phone);
  const again = new DeskPage(second.desk);
  await again.logIn();
  await expect(again.plate).toContainText('Talking');
  await expect(again.page.getByText(`The sound of your call with ${aileen.name} is back.`)).toBeVisible();
  await agentHears(second.phone, { all: [aileen.tone] });
  await lineHas(control, callId, { number: aileen.number }, { all: [agentTone] });
  await again.tool('Release').click();
  await control.wait({ for: 'call', callId, phase: 'ended' });
  await expect(again.plate).toContainText('Wrap-up');
});
