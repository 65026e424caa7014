import type { Page } from '@playwright/test';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { agentHears } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { aileen, letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { until } from './support/until.ts';
import { isWhole, sidesOf } from './support/whole-call.ts';
import { setClock } from './support/wrong-clock.ts';

const hourMs = 3_600_000;
/** What may pass between two looks. */
const toleranceMs = 30_000;

async function serverTime(control: Control): Promise<number> {
  return (await control.get<{ now: number }>('/clock')).now;
}

/** How far the desk takes its computer's clock to be ahead of the real time, milliseconds. */
async function computerAhead(desk: Page, control: Control): Promise<number> {
  const { clockOffsetMs } = await deskState(desk);
  return (await serverTime(control)) - Date.now() - clockOffsetMs;
}

/** "1:05" and "1:00:05" as seconds. */
function seconds(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

for (const [what, clockAheadMs] of [
  ['an hour ahead', hourMs],
  ['an hour behind', -hourMs],
] as const) {
  test(`on a computer whose clock is ${what} the time in state, and the clock, are the servers'`, async ({
    openApp,
    control,
  }) => {
    const app = await openApp({ clockAheadMs });
    const desk = new DeskPage(app.desk);
    await desk.logIn();
    await desk.whole();
    // The computer does have the wrong time, in its main process and in its window.
    const pageTime = await app.desk.evaluate(() => Date.now());
    expect(Math.abs((await computerAhead(app.desk, control)) - clockAheadMs)).toBeLessThan(toleranceMs);
    expect(Math.abs(pageTime - Date.now() - clockAheadMs)).toBeLessThan(toleranceMs);
    const inState = async (): Promise<number> =>
      seconds((await desk.plate.locator('.time').textContent()) ?? '');
    expect(await inState()).toBeLessThan(60);
    await control.clock('advance', 300_000);
    await until('five minutes more', inState, (now) => now >= 300 && now < 360);
    await desk.ready();
    await until('it begins anew', inState, (now) => now < 60);
    const now = await serverTime(control);
    const minutes = [0, 60_000].map((later) =>
      new Date(now + later).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }),
    );
    expect(minutes).toContain(await desk.page.locator('time.agent').textContent());
  });
}

/** Every time in state that the plate shows from now on, however short. */
async function watchTimes(desk: Page): Promise<() => Promise<readonly string[]>> {
  const seen = await desk.evaluateHandle(() => {
    const times = new Set<string>();
    const look = (): void => {
      times.add(document.querySelector('.plate .time')?.textContent ?? '');
    };
    look();
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    return times;
  });
  return () => seen.evaluate((times) => [...times]);
}

test('a date that is set in a call, an hour ahead and two hours back: no time on the desk jumps, nothing is dropped', async ({
  openApp,
  control,
}) => {
  const app = await openApp({ clockAheadMs: 0 });
  const desk = new DeskPage(app.desk);
  await withoutEchoCanceller(app.phone);
  const callId = await letTalk(desk, control);
  await agentHears(app.phone, { all: [aileen.tone] });
  const sides = await sidesOf(app);
  const began = performance.now();
  const times = await watchTimes(app.desk);
  for (const aheadMs of [hourMs, -hourMs]) {
    await setClock(app, aheadMs);
    await until(
      'the desk knows by how much',
      () => computerAhead(app.desk, control),
      (ahead) => Math.abs(ahead - aheadMs) < toleranceMs,
    );
    const { length } = await times();
    // Longer than a page counts on by itself.
    await until('five seconds more', times, (now) => now.length >= length + 5);
    await isWhole(app, control, callId);
  }
  const seen = (await times()).map(seconds);
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  expect(seen.at(-1)).toBeLessThan((performance.now() - began + toleranceMs) / 1_000);
  expect(await sidesOf(app)).toEqual(sides);
  expect((await deskState(app.desk)).banners).toEqual([]);
  await expect(desk.plate).toContainText('Talking');
  await desk.tool('Release').click();
  await control.wait({ for: 'call', callId, phase: 'ended' });
  await expect(desk.plate).toContainText('Wrap-up');
});
