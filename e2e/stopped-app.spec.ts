import { processesOf, signalAll } from './support/app-processes.ts';
import { deskState } from './support/desk-state.ts';
import { agentHears } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { aileen, letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import { isWhole, sidesOf } from './support/whole-call.ts';

/**
 * A computer that sleeps, or hangs, for so long, milliseconds: longer than any server waits for a sign of life (20 s),
 * and than either end may send sound unheard (30 s: RFC 7675, section 5.1).
 */
const stoppedForMs = 60_000;

test.skip(process.platform !== 'linux', 'Which processes are the app’s is asked of /proc.');

test('an app that is stopped for a minute in a call: the desk says so, is whole again, and the call goes on @standstill', async ({
  app,
  desk,
  control,
}) => {
  test.setTimeout(stoppedForMs + 60_000);
  await withoutEchoCanceller(app.phone);
  const callId = await letTalk(desk, control);
  await agentHears(app.phone, { all: [aileen.tone] });
  const processes = processesOf(app.application);
  const goesOn = new Promise((resolve) => setTimeout(resolve, stoppedForMs));
  signalAll(processes, 'SIGSTOP');
  try {
    await until(
      'every server without the desk',
      async () => {
        const { desk: atSwitch, registrations } = await control.agent('12345');
        return [atSwitch?.link, registrations.length];
      },
      ([link, registrations]) => link === 'lost' && registrations === 0,
      stoppedForMs / 2,
    );
    // The caller is still there, and hears nothing.
    expect((await control.agent('12345')).calls).toMatchObject([{ callId, connection: 'Connected' }]);
    await goesOn;
  } finally {
    signalAll(processes, 'SIGCONT');
  }
  await sidesOf(app);
  await isWhole(app, control, callId);
  const { banners } = await deskState(app.desk);
  expect(banners.map(({ text }) => text)).toEqual([
    expect.stringMatching(
      /^This computer stood still for (59|6\d) s, until [\d:]{8}\. It is connected again; your call had no sound meanwhile\.$/,
    ),
  ]);
  await expect(desk.plate).toContainText('Talking');
  await expect(desk.plate.locator('.time')).toContainText(/^1:\d\d$/);
  await desk.tool('Release').click();
  await control.wait({ for: 'call', callId, phase: 'ended' });
  await expect(desk.plate).toContainText('Wrap-up');
});
