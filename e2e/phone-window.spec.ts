import type { ElectronApplication } from '@playwright/test';
import { ask, crash } from './support/crash.ts';
import { lineHas } from './support/hearing.ts';
import { hasTone, tonesPlayed } from './support/listen.ts';
import { aileen, letRing, letTalk, placeCall } from './support/story.ts';
import { agentTone, expect, test } from './support/test.ts';
import { until } from './support/until.ts';

const colleague = {
  number: '01632960002',
  name: 'Colleague',
  voice: { type: 'tone', hertz: 620 },
} as const;

test.describe('the phone window', () => {
  test('crashes while idle: it comes back, registers again and takes the next call', async ({
    app,
    desk,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    const { last } = await control.get<{ last: number }>('/events');
    await crash(app.application, 'phone');
    await control.wait({ for: 'event', type: 'deviceRegistered', device: '52513', after: last });
    await desk.whole();
    await desk.ready();
    const callId = await placeCall(desk, control);
    await desk.answer();
    await lineHas(control, callId, { agent: '12345' }, { all: [agentTone] });
  });

  test('crashes in a call: the call comes back to it by itself, and is heard both ways', async ({
    app,
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    // It is there for as long as the phone takes to come back: a few frames.
    const told = desk.page.getByText(/sound of your call is gone. Getting it back/).waitFor();
    await crash(app.application, 'phone');
    await told;
    await expect(desk.page.getByText(`The sound of your call with ${aileen.name} is back.`)).toBeVisible();
    await lineHas(control, callId, { agent: '12345' }, { all: [agentTone] });
    await agentHearsAgain(app.application, aileen.tone);
    await desk.tool('Hold').click();
    await desk.tool('Retrieve').click();
    await expect(desk.tool('Hold')).toBeEnabled();
    await desk.tool('Release').click();
    await control.wait({ for: 'call', callId, phase: 'ended' });
    await expect(desk.plate).toContainText('Wrap-up');
    expect(await control.ghosts()).toEqual([]);
  });

  test('crashes in a conference: the agent hears the other two again, and they him', async ({
    app,
    desk,
    control,
  }) => {
    await control.post('/far-ends', { ...colleague, answers: 200 });
    const callId = await letTalk(desk, control);
    await desk.passOn('Consult', colleague.number);
    await desk.tool('Conference').click();
    await lineHas(control, callId, { number: aileen.number }, { all: [colleague.voice.hertz] });
    await crash(app.application, 'phone');
    await expect(desk.page.getByText(/^The sound of your call with .* is back\.$/)).toBeVisible();
    await agentHearsAgain(app.application, aileen.tone, colleague.voice.hertz);
    await lineHas(control, callId, { number: aileen.number }, { all: [agentTone, colleague.voice.hertz] });
    await lineHas(control, callId, { number: colleague.number }, { all: [agentTone, aileen.tone] });
    expect(await control.ghosts()).toEqual([]);
  });

  test('crashes while the number that the agent dialled rings: it rings on, and who answers is heard', async ({
    app,
    desk,
    control,
  }) => {
    await control.post('/far-ends', { ...colleague, answers: 6_000 });
    await desk.logIn();
    await desk.whole();
    const { last } = await control.get<{ last: number }>('/events');
    await desk.dial(colleague.number);
    const event = { for: 'event', type: 'call', agentId: '12345', after: last };
    await control.wait({ ...event, detail: { event: 'Delivered' } });
    await crash(app.application, 'phone');
    await control.wait({ ...event, detail: { event: 'Redelivered' } });
    await expect(desk.plate).toContainText('Talking');
    await agentHearsAgain(app.application, colleague.voice.hertz);
    expect(await control.ghosts()).toEqual([]);
  });

  test('crashes while a call rings: it rings on, and is answered at the phone that came back', async ({
    app,
    desk,
    control,
  }) => {
    const callId = await letRing(desk, control);
    const { last } = await control.get<{ last: number }>('/events');
    await crash(app.application, 'phone');
    await control.wait({ for: 'event', type: 'deviceRegistered', device: '52513', after: last });
    await expect(desk.incoming(aileen.name)).toBeVisible();
    await desk.answer();
    await lineHas(control, callId, { agent: '12345' }, { all: [agentTone] });
    expect(await control.ghosts()).toEqual([]);
  });
});

/** Playwright has lost the page that crashed: main asks the one that took its place. */
async function agentHearsAgain(application: ElectronApplication, ...expected: number[]): Promise<void> {
  await until(
    `the agent hears ${expected.join(' and ')} Hz`,
    async () => (await ask(application, 'phone', `(${tonesPlayed})()`)) as readonly number[] | null,
    (tones) => expected.every((hertz) => hasTone(tones ?? [], hertz)),
  );
}
