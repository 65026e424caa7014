import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { type RunningApp, startApp } from '../../e2e/support/app.ts';
import { DeskPage } from '../../e2e/support/desk-page.ts';
import { freePort } from '../../e2e/support/free-port.ts';
import { hasTone, heardByAgent } from '../../e2e/support/listen.ts';
import { writeToneFile } from '../../e2e/support/microphone.ts';
import { type Control, startTier } from '../../e2e/support/tier.ts';
import { until } from '../../e2e/support/until.ts';
import type { Narrator } from './narrator.ts';

const agentId = '12345';
/** What the agent's microphone hears, Hz. */
const agentTone = 1_000;
/** What the caller says, Hz. */
const callerTone = 440;
/** What the colleague says, Hz: an outside number of the scenario. */
const colleague = { number: '01632960007', tone: 620 };

/** The desk takes a call: start-up, login, a call with sound both ways, a conference, wrap-up, RONA, logout. */
export async function tellCallStory(narrator: Narrator): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-demo-'));
  const microphone = path.join(folder, 'microphone.wav');
  await writeToneFile(microphone, agentTone);
  const ending: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const { control, addresses } = await narrator.obtain('The simulated tier starts', async () => {
      const tier = await startTier();
      ending.push(tier.stop);
      const { a, b } = tier.addresses.configuration;
      return {
        value: tier,
        detail: `configuration at ${a} and ${b}, control page ${tier.addresses.control}`,
      };
    });
    const app = await narrator.obtain('The desk starts with a stale primary address', async () => {
      const stale = `127.0.0.1:${await freePort()}`;
      const value = await startApp({ config: [stale, addresses.configuration.b], microphone });
      ending.push(value.close);
      await expect(new DeskPage(value.desk).logInButton).toBeVisible();
      return {
        value,
        detail: `${stale} is dead, the secondary answered; both were corrected from the cluster`,
      };
    });
    await takeACall(narrator, app, control);
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

async function takeACall(narrator: Narrator, app: RunningApp, control: Control): Promise<void> {
  const desk = new DeskPage(app.desk);
  await logIn(narrator, app, desk);
  const callId = await ring(narrator, app, desk, control);
  await talk(narrator, app, desk, control, callId);
  await conference(narrator, app, desk, control, callId);
  await wrapUp(narrator, app, desk, control, callId);
  await leave(narrator, app, desk, control);
}

async function logIn(narrator: Narrator, app: RunningApp, desk: DeskPage): Promise<void> {
  await narrator.step('The login string is read as it is typed', async () => {
    await desk.loginString.fill('12345;xxyyzz;52513');
    await expect(app.desk.getByText('1 voice')).toBeVisible();
    await narrator.picture(app.desk, 'login');
    return 'agent 12345, device 52513, 1 voice session';
  });
  await narrator.step('The agent logs in', async () => {
    await desk.logInButton.click();
    await desk.whole();
    return 'licence taken, CTI session set, snapshots shown: Not Ready';
  });
  await narrator.step('The agent goes Ready', async () => {
    await desk.ready();
    await narrator.picture(app.desk, 'ready');
    return 'the plate changed when the event came';
  });
}

async function ring(narrator: Narrator, app: RunningApp, desk: DeskPage, control: Control): Promise<string> {
  return narrator.obtain('A customer calls and the desk rings', async () => {
    const value = await control.placeCall({
      caller: 'Aileen Mackay',
      voice: { type: 'tone', hertz: callerTone },
    });
    await expect(desk.incoming('Aileen Mackay')).toBeVisible();
    await expect(desk.plate).toContainText('Reserved');
    await narrator.picture(app.desk, 'ringing');
    return { value, detail: 'Aileen Mackay, what the switch knows of her, and the time until she goes back' };
  });
}

async function talk(
  narrator: Narrator,
  app: RunningApp,
  desk: DeskPage,
  control: Control,
  callId: string,
): Promise<void> {
  await narrator.step('The agent answers', async () => {
    await desk.answer();
    return 'by SIP, at once';
  });
  await narrator.step('Both hear each other', async () => {
    const agentHears = await until(
      'the agent hears the caller',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, callerTone),
    );
    const callerHears = await until(
      'the caller hears the agent',
      () => control.heard(callId, { agent: agentId }),
      (heard) => heard !== null && hasTone(heard.tonesHertz, agentTone),
    );
    await narrator.picture(app.desk, 'talking');
    return `the agent hears ${agentHears[0]} Hz (sent ${callerTone}), the caller ${callerHears?.toneHertz} Hz (sent ${agentTone}), both decoded`;
  });
  await narrator.step('Hold and retrieve', async () => {
    await desk.tool('Hold').click();
    await expect(desk.tool('Retrieve')).toBeVisible();
    await narrator.picture(app.desk, 'held');
    await desk.tool('Retrieve').click();
    await expect(desk.tool('Hold')).toBeVisible();
    return 'by re-INVITE';
  });
  await narrator.step('Keypad', async () => {
    await desk.tool('Keypad').click();
    const keypad = app.desk.getByRole('dialog', { name: 'Keypad' });
    for (const digit of ['4', '2']) await keypad.getByRole('button', { name: digit, exact: true }).click();
    await until(
      'digits at the tier',
      () => control.heard(callId, { agent: agentId }),
      (heard) => heard?.digits === '42',
    );
    await app.desk.keyboard.press('Escape');
    return 'the tier received 42 as telephone-events (RFC 4733)';
  });
  await narrator.step(
    'Notes are on disk as they are typed, and the desk window is reloaded in mid-call',
    async () => {
      await desk.notes.fill('Bill doubled: March was estimated.');
      await expect(app.desk.getByText(/^Saved/).first()).toBeVisible();
      const began = performance.now();
      await app.desk.reload();
      await expect(desk.notes).toHaveValue(/March was estimated/);
      const ms = Math.round(performance.now() - began);
      await expect(desk.plate).toContainText('Talking');
      return `the tab and its notes were back after ${ms} ms; the call went on in the phone window`;
    },
  );
}

async function conference(
  narrator: Narrator,
  app: RunningApp,
  desk: DeskPage,
  control: Control,
  callId: string,
): Promise<void> {
  await narrator.step('A colleague is consulted', async () => {
    await control.post('/far-ends', {
      number: colleague.number,
      name: 'Colleague',
      answers: 200,
      voice: { type: 'tone', hertz: colleague.tone },
    });
    await desk.passOn('Consult', colleague.number);
    await until(
      'the agent hears the colleague',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, colleague.tone) && !hasTone(tones, callerTone),
    );
    await narrator.picture(app.desk, 'consulting');
    return 'the customer is held and hears music; the agent hears the colleague alone';
  });
  await narrator.step('The consultation becomes a conference', async () => {
    await desk.tool('Conference').click();
    const agentHears = await until(
      'the agent hears both',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, callerTone) && hasTone(tones, colleague.tone),
    );
    const customer = await until(
      'the customer hears both',
      () => control.heard(callId, { number: '01314960142' }),
      (heard) =>
        heard !== null && hasTone(heard.tonesHertz, agentTone) && hasTone(heard.tonesHertz, colleague.tone),
    );
    await narrator.picture(app.desk, 'conference');
    return `the agent hears ${agentHears.join(', ')} Hz, the customer ${customer?.tonesHertz.map(Math.round).join(', ')} Hz`;
  });
}

async function wrapUp(
  narrator: Narrator,
  app: RunningApp,
  desk: DeskPage,
  control: Control,
  callId: string,
): Promise<void> {
  await narrator.step('The agent releases, and wraps up', async () => {
    await desk.tool('Release').click();
    await expect(desk.plate).toContainText('Wrap-up');
    await app.desk.getByText('Follow-up needed').click();
    await narrator.picture(app.desk, 'wrap-up');
    await desk.button('Finish wrap-up').click();
    await expect(desk.plate).toContainText('Ready');
    const call = await until(
      'the switch has the notes',
      async () =>
        (
          await control.get<{
            calls: { callId: string; wrapUp: { notes: string; disposition: number }[] }[];
          }>('/calls')
        ).calls.find((one) => one.callId === callId),
      (one) => (one?.wrapUp.length ?? 0) > 0,
    );
    return `the switch has disposition ${call?.wrapUp[0]?.disposition} and "${call?.wrapUp[0]?.notes}"`;
  });
}

async function leave(narrator: Narrator, app: RunningApp, desk: DeskPage, control: Control): Promise<void> {
  await narrator.step('A call that is not answered goes back to the queue (RONA)', async () => {
    await control.clock('hold');
    await control.placeCall({ caller: 'Rhona Baird' });
    await expect(desk.incoming('Rhona Baird')).toBeVisible();
    await control.clock('advance', 20_000);
    // Chats and action items still come to him: he is Not Ready for calls alone.
    await expect(desk.plate).toContainText('Call not answered');
    await control.clock('release');
    await narrator.picture(app.desk, 'rona');
    return `the plate says ${await desk.plate.textContent()}`;
  });
  await narrator.step('The agent logs out', async () => {
    await desk.choose(/End of shift/);
    await expect(desk.logInButton).toBeVisible();
    await narrator.picture(app.desk, 'logged-out');
    return 'from Not Ready, with a reason; the seat is given back';
  });
}
