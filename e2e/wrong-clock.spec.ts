import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { until } from './support/until.ts';

const hourMs = 3_600_000;
/** What may pass between two looks. */
const toleranceMs = 30_000;

async function serverTime(control: Control): Promise<number> {
  return (await control.get<{ now: number }>('/clock')).now;
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
    const { clockOffsetMs } = await deskState(app.desk);
    const pageTime = await app.desk.evaluate(() => Date.now());
    expect(Math.abs(clockOffsetMs - (await serverTime(control)) + Date.now() + clockAheadMs)).toBeLessThan(
      toleranceMs,
    );
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
