import type { DeskPage } from '../../../e2e/support/desk-page.ts';
import type { Control } from '../../../e2e/support/tier.ts';
import { durationsOf, durationsText } from '../durations.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { invitedAt } from './invited.ts';
import { agent, type Opened, openApp } from './opened.ts';
import { deskRings } from './rings.ts';
import { agentHears, callerHears, tapConnections } from './sounds.ts';

export const call: Measurement = {
  name: 'call',
  what: 'From the INVITE to the ringing popover, and from the click on Answer to sound both ways. Aims: p95 under 150 and 300 ms.',
  run: 'an inbound call that is answered, heard, hung up by the caller and wrapped up',
  defaultRuns: 20,
  needsApp: true,
  measure,
};

const caller = { name: 'Aileen Mackay', tone: 440 } as const;

/** Milliseconds of one call. */
interface CallTimes {
  readonly placedToRing: number;
  readonly inviteToRing: number;
  readonly answerToAgentHears: number;
  readonly answerToCallerHears: number;
}

async function measure(bench: Bench): Promise<Measured> {
  const opened = await openApp(bench);
  const { app, desk, runtime } = opened;
  await tapConnections(app.phone);
  await desk.logIn(agent.loginString);
  await desk.whole();
  await desk.ready();
  const calls: CallTimes[] = [];
  for (let run = 1; run <= bench.runs; run += 1) {
    const times = await takeCall(opened);
    bench.say(`run ${run} of ${bench.runs}: ${inWords(times)}`);
    calls.push(times);
  }
  return summedUp(calls, runtime);
}

function summedUp(calls: readonly CallTimes[], runtime: string): Measured {
  const of = (name: keyof CallTimes) => durationsOf(calls.map((times) => times[name]));
  const inviteToRingMs = of('inviteToRing');
  const answerToAudioMs = durationsOf(
    calls.map((times) => Math.max(times.answerToAgentHears, times.answerToCallerHears)),
  );
  const placedToRingMs = of('placedToRing');
  const agentHearsMs = of('answerToAgentHears');
  const callerHearsMs = of('answerToCallerHears');
  return {
    figures: {
      runs: calls.length,
      inviteToRingMs,
      answerToAudioMs,
      placedToRingMs,
      agentHearsMs,
      callerHearsMs,
      runtime,
    },
    lines: [
      `call, ${calls.length} runs on ${runtime}`,
      `  INVITE sent by an edge to ringing (popover drawn, phone has the call): ${durationsText(inviteToRingMs)}`,
      `    (placing of the call, with routing and the tier's offer, to the same: ${durationsText(placedToRingMs)})`,
      `  click on Answer to sound both ways: ${durationsText(answerToAudioMs)}`,
      `    (the agent hears the caller: ${durationsText(agentHearsMs)})`,
      `    (the caller hears the agent: ${durationsText(callerHearsMs)})`,
    ],
    aims: [
      { what: 'p95 of INVITE to ringing', measured: inviteToRingMs.p95, under: 150, unit: 'ms' },
      { what: 'p95 of Answer to sound', measured: answerToAudioMs.p95, under: 300, unit: 'ms' },
    ],
  };
}

function inWords(times: CallTimes): string {
  const { inviteToRing, answerToAgentHears, answerToCallerHears } = times;
  return [
    `rings after ${inviteToRing.toFixed(0)} ms`,
    `the agent hears after ${answerToAgentHears.toFixed(0)}`,
    `the caller after ${answerToCallerHears.toFixed(0)}`,
  ].join(', ');
}

/** One call from its placing to the agent's being Ready again. Instants of all processes are by this computer's clock. */
async function takeCall(opened: Opened): Promise<CallTimes> {
  const { desk, control } = opened;
  const placedAt = Date.now();
  const [rangAt, callId] = await Promise.all([
    deskRings(desk.page, caller.name),
    control.placeCall({
      caller: caller.name,
      menuMs: 0,
      voice: { type: 'tone', hertz: caller.tone },
    }),
  ]);
  const inviteAt = await invitedAt(control, agent.device, placedAt);
  const { answeredAt, agentHeardAt, callerHeardAt } = await answer(opened, callId);
  await endCall(desk, control, callId);
  return {
    placedToRing: rangAt - placedAt,
    inviteToRing: rangAt - inviteAt,
    answerToAgentHears: agentHeardAt - answeredAt,
    answerToCallerHears: callerHeardAt - answeredAt,
  };
}

async function answer(
  { app, desk, control }: Opened,
  callId: string,
): Promise<{ readonly answeredAt: number; readonly agentHeardAt: number; readonly callerHeardAt: number }> {
  const [answeredAt, agentHeardAt, callerHeardAt] = await Promise.all([
    desk.page.evaluate(async () => {
      const { nextClick, byComputersClock } = window.benchTools;
      return byComputersClock(await nextClick());
    }),
    agentHears(app.phone),
    desk
      .tool('Answer')
      .click()
      .then(() => callerHears(control, callId)),
  ]);
  return { answeredAt, agentHeardAt, callerHeardAt };
}

async function endCall(desk: DeskPage, control: Control, callId: string): Promise<void> {
  await control.post(`/calls/${callId}/hang-up`);
  await desk.button('Finish wrap-up').click();
  await control.wait({ for: 'agent', agentId: agent.id, state: 'Ready' });
}
