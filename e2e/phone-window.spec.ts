import { crash } from './support/crash.ts';
import { lineHas } from './support/hearing.ts';
import { letTalk, placeCall } from './support/story.ts';
import { agentTone, expect, test } from './support/test.ts';

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

  test('crashes in a call: the desk says that the sound is gone, and the call can be released', async ({
    app,
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await crash(app.application, 'phone');
    await expect(desk.page.getByText(/sound of your call is gone/)).toBeVisible();
    await desk.tool('Release').click();
    await control.wait({ for: 'call', callId, phase: 'ended' });
    await expect(desk.plate).toContainText('Wrap-up');
  });
});
