import { expect, type Page } from '@playwright/test';
import type { DeskPage } from '../../../e2e/support/desk-page.ts';
import type { Control } from '../../../e2e/support/tier.ts';
import { durationsOf, durationsText } from '../durations.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { agent, openApp } from './opened.ts';
import { millisecondsToWholeDesk } from './whole-desk.ts';

export const login: Measurement = {
  name: 'login',
  what: 'From the click on Log in to the whole desk: logged in, snapshots shown, phone registered, drawn. Aim: p95 under 300 ms.',
  run: 'a login, with a logout after it',
  defaultRuns: 20,
  needsApp: true,
  measure,
};

async function measure(bench: Bench): Promise<Measured> {
  const { app, desk, control, runtime } = await openApp(bench);
  const measured: number[] = [];
  for (let run = 1; run <= bench.runs; run += 1) {
    const ms = await logIn(app.desk, desk);
    bench.say(`run ${run} of ${bench.runs}: ${ms.toFixed(1)} ms`);
    measured.push(ms);
    await logOut(desk, control);
  }
  const loginMs = durationsOf(measured);
  return {
    figures: { runs: measured.length, loginMs, runtime },
    lines: [
      `login, ${measured.length} runs on ${runtime}`,
      `  click to whole desk: ${durationsText(loginMs)}; the first of them ${measured[0]?.toFixed(1)} ms`,
    ],
    aims: [{ what: 'p95 of click to whole desk', measured: loginMs.p95, under: 300, unit: 'ms' }],
  };
}

async function logIn(page: Page, desk: DeskPage): Promise<number> {
  await desk.loginString.fill(agent.loginString);
  const [milliseconds] = await Promise.all([millisecondsToWholeDesk(page), desk.logInButton.click()]);
  return milliseconds;
}

/** Logs out, and waits until the tier has the device and the agent back: no run finds what is left of the last. */
async function logOut(desk: DeskPage, control: Control): Promise<void> {
  const { last } = await control.get<{ last: number }>(`/events?after=${Number.MAX_SAFE_INTEGER}`);
  await desk.choose(/End of shift/);
  await expect(desk.logInButton).toBeEnabled();
  await control.wait({ for: 'agent', agentId: agent.id, state: 'LoggedOut' });
  await control.wait({ for: 'event', type: 'deviceUnregistered', device: agent.device, after: last });
}
