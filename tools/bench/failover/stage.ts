import { expect } from '@playwright/test';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import { deskState } from '../../../e2e/support/desk-state.ts';
import { agentHears, lineHas } from '../../../e2e/support/hearing.ts';
import { withoutEchoCanceller } from '../../../e2e/support/listen.ts';
import { until } from '../../../e2e/support/until.ts';
import { agent, type Opened, openApp } from '../app/opened.ts';
import { tapConnections } from '../app/sounds.ts';
import type { Bench } from '../measurement.ts';
import type { Edges } from './cases.ts';
import { listenAtDesk } from './desk-ear.ts';
import { tapSip } from './sip-tap.ts';

/** Who is talked to, with a tone for a voice. */
export const caller = { name: 'Aileen Mackay', number: '01314960142', tone: 440 } as const;

/** What the agent's microphone hears, Hz: tools/bench/app/opened.ts. */
export const agentTone = 1_000;

/** The app, its tier of processes, and an agent who is logged in. */
export interface Stage extends Opened {
  /** Ends app and tier. */
  readonly close: () => Promise<void>;
}

export async function openStage(bench: Pick<Bench, 'say' | 'atEnd'>, sipEdges: Edges): Promise<Stage> {
  const ends: (() => Promise<unknown>)[] = [];
  // Each by itself with the bench too: where that is told to stop, all are ended at once. Ending twice does no harm.
  const atEnd = (end: () => Promise<unknown>): void => {
    ends.push(end);
    bench.atEnd(end);
  };
  const opened = await openApp({ ...bench, atEnd }, { processes: true, sipEdges });
  const { app, desk } = opened;
  // A steady tone is taken for an echo of the caller's, and cancelled: a hole that no server made.
  await withoutEchoCanceller(app.phone);
  await tapSip(app.phone);
  await tapConnections(app.phone);
  await desk.logIn(agent.loginString);
  await desk.whole();
  await desk.ready();
  const close = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end().catch(() => undefined);
  };
  return { ...opened, close };
}

/** A call that stands, with sound both ways. Resolves with its id. */
export async function talk({ app, desk, control }: Stage): Promise<string> {
  const voice = { type: 'tone', hertz: caller.tone };
  const callId = await control.placeCall({ caller: caller.name, menuMs: 0, voice });
  await expect(desk.incoming(caller.name)).toBeVisible();
  await until('the INVITE', () => deskState(app.desk), rings);
  await desk.answer();
  await agentHears(app.phone, { all: [caller.tone] });
  await lineHas(control, callId, { agent: agent.id }, { all: [agentTone] });
  await listenAtDesk(app.phone, caller.tone);
  return callId;
}

function rings({ sessions }: DeskState): boolean {
  return voiceSessions(sessions).some(({ phone }) => phone?.phase === 'ringing');
}

/** Ends what is left of calls, and has the agent Ready for another. */
export async function clearUp({ app, desk, control }: Stage): Promise<void> {
  const { calls } = await control.get<{ calls: readonly { callId: string; phase: string }[] }>('/calls');
  for (const { callId, phase } of calls)
    if (phase !== 'ended') await control.post(`/calls/${callId}/hang-up`);
  await until(
    'the end of all calls',
    () => deskState(app.desk),
    ({ sessions }) => voiceSessions(sessions).every(({ phase }) => phase === 'ended'),
  );
  for (const { id } of (await deskState(app.desk)).sessions) {
    await desk.tab(caller.name).first().click();
    await desk.button('Finish wrap-up').first().click();
    await until(
      'the end of wrap-up',
      () => deskState(app.desk),
      ({ sessions }) => sessions.every((session) => session.id !== id),
    );
  }
  await control.post(`/agents/${agent.id}/state`, { state: 'Ready' });
  await control.wait({ for: 'agent', agentId: agent.id, state: 'Ready' });
}
