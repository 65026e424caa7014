import { deskState, sendCommand } from './support/desk-state.ts';
import { agentHears } from './support/hearing.ts';
import { aileen } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

test('a call that finds no session free rings in the toolbar, is answered there, and leaves no tab', async ({
  app,
  desk,
  control,
}) => {
  await desk.logIn('12345;xxyyzz;52513;pm2c');
  await desk.whole();
  await desk.ready();
  const { page } = desk;
  for (let count = 1; count <= 6; count += 1) {
    expect(await sendCommand(page, { type: 'openManualSession', title: `Session ${count}` })).toEqual({
      ok: true,
    });
  }
  expect(await sendCommand(page, { type: 'openManualSession', title: 'Seventh' })).toMatchObject({
    ok: false,
    error: { title: 'No session is free' },
  });
  const callId = await control.placeCall({
    caller: aileen.name,
    menuMs: 0,
    voice: { type: 'tone', hertz: aileen.tone },
  });
  await expect(desk.tool('Answer')).toBeEnabled();
  await expect(desk.incoming(aileen.name)).toBeHidden();
  await expect(
    page.getByRole('toolbar', { name: 'Call' }).or(page.locator('.toolbar')).first(),
  ).toContainText(aileen.name);
  await desk.answer();
  await agentHears(app.phone, { all: [aileen.tone] });
  await expect(page.getByRole('tab')).toHaveCount(6);
  const { sessions, selectedSession } = await deskState(page);
  expect(sessions.at(-1)).toMatchObject({ kind: 'voice', id: callId, place: 'toolbar', phase: 'talking' });
  expect(selectedSession).not.toBe(callId);
  await desk.tool('Release').click();
  await control.wait({ for: 'call', callId, phase: 'ended' });
  await until(
    'the call is gone',
    () => deskState(page),
    (state) => state.sessions.length === 6,
  );
});
