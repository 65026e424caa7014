import { agentHears, lineHas } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { aileen, letTalk } from './support/story.ts';
import { agentTone, expect, test } from './support/test.ts';

const colleague = { number: '01632960002', name: 'Colleague', tone: 620 };

test.beforeEach(async ({ control }) => {
  await control.post('/far-ends', {
    number: colleague.number,
    name: colleague.name,
    answers: 200,
    voice: { type: 'tone', hertz: colleague.tone },
  });
});

test.describe('a call that the agent makes', () => {
  test('is dialled, heard and released', async ({ app, desk, control }) => {
    await desk.logIn();
    await desk.whole();
    await desk.dial(colleague.number);
    await expect(desk.plate).toContainText('Talking');
    await agentHears(app.phone, { all: [colleague.tone] });
    await desk.tool('Release').click();
    await control.wait({ for: 'call', phase: 'ended' });
  });

  test('to a busy number says so', async ({ desk }) => {
    await desk.logIn();
    await desk.whole();
    await desk.dial('01632960004');
    await expect(desk.page.getByText(/busy/i).first()).toBeVisible();
  });
});

test.describe('a call that the agent passes on', () => {
  test('is transferred blind', async ({ desk, control }) => {
    const callId = await letTalk(desk, control);
    await desk.passOn('Transfer', colleague.number);
    await expect(desk.plate).toContainText('Wrap-up');
    await lineHas(control, callId, { number: aileen.number }, { all: [colleague.tone] });
  });

  test('becomes a conference: each hears the tones of the other two', async ({ app, desk, control }) => {
    await withoutEchoCanceller(app.phone);
    const callId = await letTalk(desk, control);
    await desk.passOn('Consult', colleague.number);
    await agentHears(app.phone, { all: [colleague.tone], none: [aileen.tone] });
    await desk.tool('Conference').click();
    await agentHears(app.phone, { all: [aileen.tone, colleague.tone] });
    await lineHas(control, callId, { number: aileen.number }, { all: [agentTone, colleague.tone] });
    await lineHas(control, callId, { number: colleague.number }, { all: [agentTone, aileen.tone] });
  });

  test('is alternated with its consultation, and the consultation cancelled: the caller is back', async ({
    app,
    desk,
    control,
  }) => {
    await letTalk(desk, control);
    await desk.passOn('Consult', colleague.number);
    await agentHears(app.phone, { all: [colleague.tone], none: [aileen.tone] });
    await desk.tool('Alternate').click();
    await agentHears(app.phone, { all: [aileen.tone], none: [colleague.tone] });
    await expect(desk.tab(colleague.name)).toContainText('On hold');
    await desk.tool('Alternate').click();
    await agentHears(app.phone, { all: [colleague.tone], none: [aileen.tone] });
    await desk.tool('Cancel').click();
    await agentHears(app.phone, { all: [aileen.tone], none: [colleague.tone] });
    await expect(desk.tab(colleague.name)).toHaveCount(0);
  });

  test('is consulted and completed: the two talk on, the agent wraps up', async ({ app, desk, control }) => {
    const callId = await letTalk(desk, control);
    await desk.passOn('Consult', colleague.number);
    await agentHears(app.phone, { all: [colleague.tone] });
    await desk.tool('Complete').click();
    await expect(desk.plate).toContainText('Wrap-up');
    await lineHas(control, callId, { number: aileen.number }, { all: [colleague.tone] });
    await lineHas(control, callId, { number: colleague.number }, { all: [aileen.tone], none: [agentTone] });
  });
});
