import { setTimeout as pause } from 'node:timers/promises';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import { deskState } from '../../../e2e/support/desk-state.ts';
import {
  differenceText,
  lastingDifferences,
  type StateDifference,
} from '../../../e2e/support/state-differences.ts';
import { until } from '../../../e2e/support/until.ts';
import { agent } from '../app/opened.ts';
import type { FailoverCase } from './cases.ts';
import { heardAtDesk } from './desk-ear.ts';
import { blockMs, holesIn, longestHole, missingMs, type SoundBlock } from './holes.ts';
import { deskMoves, wholeAgain } from './moved.ts';
import { recordedSoFar } from './recorded.ts';
import { agentTone, type Stage } from './stage.ts';
import { bringBack, sendSignal } from './victim.ts';

/** What one loss of a server came to. Milliseconds. */
export interface RunFigures {
  readonly detect: number;
  /** After detection. */
  readonly restored: number;
  /** The longest hole in what the agent heard of the caller, and in what came from the agent. */
  readonly agentHearsGap: number;
  readonly callerHearsGap: number;
  /** The longest hole of either direction before the server was lost: what this computer does to the sound by itself. */
  readonly quietGap: number;
  /** How much of what the agent heard his phone made up for packets that had not come. */
  readonly concealed: number;
  /** How late the media server and the phone window were with sound, at the most: so long a hole may be this computer's. */
  readonly mediaLate: number;
  readonly windowLate: number;
  readonly isCallLost: boolean;
  readonly ghosts: readonly string[];
  readonly differences: readonly string[];
}

/** So much sound is listened to after the desk is whole again, milliseconds. */
const afterMs = 1_000;
/** How long a server is used before it is lost, milliseconds: what held less is a failure of its round (steadyMs). */
const usedForMs = 2_100;
/** Between two questions of the heartbeat, milliseconds: a freeze may come at any moment of it. */
const heartbeatMs = 1_000;

/** The server in use is lost in mid-call, and comes back; the call is listened to all the while. */
export async function loseServer(stage: Stage, which: FailoverCase, callId: string): Promise<RunFigures> {
  const { app, control } = stage;
  const before = await deskState(app.desk);
  const { inUse } = before.connections[which.server];
  if (inUse === null) throw new Error(`The desk has no ${which.server} server before the run.`);
  const server = `${which.server}-${inUse.toLowerCase()}`;
  await listen(stage, callId);
  const usedSince = before.connections[which.server].sides[inUse].since;
  await pause(Math.max(0, usedSince + usedForMs - Date.now()));
  if (which.fault === 'freeze') await pause(Math.random() * heartbeatMs);
  const quiet = await listen(stage, callId);
  const so = await recordedSoFar(app.data);
  const moved = deskMoves(app.desk, which.server, inUse);
  await pause(100);

  const faultAt = await sendSignal(control, server, which.fault);
  await moved;
  const { detectedAt, wholeAt } = await wholeAgain(stage, which, inUse, { faultAt, so });
  await pause(Math.max(0, wholeAt + afterMs - Date.now()));
  const sound = await heard(stage, callId);
  const first = await compare(stage);
  await bringBack(control, server, which.fault);
  const last = await compare(stage);
  return {
    detect: detectedAt - faultAt,
    restored: wholeAt - detectedAt,
    agentHearsGap: sound.atAgent,
    callerHearsGap: sound.atCaller ?? afterMs,
    quietGap: Math.max(quiet.atAgent, quiet.atCaller ?? 0),
    concealed: sound.concealed,
    mediaLate: sound.mediaLate,
    windowLate: sound.windowLate,
    isCallLost: sound.atCaller === null || sound.endsSilent || !(await stands(stage, callId)),
    ghosts: [...new Set([...first.ghosts, ...last.ghosts])],
    differences: [...new Set([...first.differences, ...last.differences])],
  };
}

interface Heard {
  readonly atAgent: number;
  /** Null: nobody listens to that call any more. */
  readonly atCaller: number | null;
  readonly concealed: number;
  readonly mediaLate: number;
  readonly windowLate: number;
  readonly endsSilent: boolean;
}

/** Both directions since they were listened to last. */
async function heard({ app, control }: Stage, callId: string): Promise<Heard> {
  const [sound, listened] = await Promise.all([
    heardAtDesk(app.phone),
    // Of a call that is over the tier refuses to tell.
    control.listened(callId, { agent: agent.id }).catch(() => null),
  ]);
  return {
    atAgent: Math.max(longestHole(holesIn(sound.blocks)), missingMs(sound)),
    atCaller: listened?.longestGapMs ?? null,
    concealed: sound.concealedMs,
    mediaLate: listened?.latestTickMs ?? 0,
    windowLate: sound.latestMs,
    endsSilent: isSilent(sound.blocks.slice(-40)),
  };
}

/** Listens anew from now on; resolves with what was heard until now. */
async function listen(stage: Stage, callId: string): Promise<Heard> {
  const before = await heard(stage, callId);
  await stage.control.listen(callId, { agent: agent.id }, agentTone).catch(() => null);
  return before;
}

interface Compared {
  readonly ghosts: readonly string[];
  readonly differences: readonly string[];
}

/** Both look twice where they find something: what is under way between two places is neither. */
async function compare({ app, control }: Stage): Promise<Compared> {
  const differences: readonly StateDifference[] = await lastingDifferences(async () => {
    const [desk, at] = await Promise.all([deskState(app.desk), control.agent(agent.id)]);
    return { desk, at };
  });
  const ghosts = await control.ghosts(1_000);
  return {
    ghosts: ghosts.map(({ kind, legId, at }) => `${kind} ${legId} at ${at}`),
    differences: differences.map(differenceText),
  };
}

async function stands({ app, control }: Stage, callId: string): Promise<boolean> {
  const { calls } = await control.agent(agent.id);
  const { sessions } = await deskState(app.desk);
  return (
    calls.some((call) => call.callId === callId && call.connection === 'Connected') &&
    voiceSessions(sessions).some(({ id, phase }) => id === callId && phase === 'talking')
  );
}

function isSilent(blocks: readonly SoundBlock[]): boolean {
  return holesIn(blocks).reduce((sum, { ms }) => sum + ms, 0) >= blocks.length * blockMs;
}

/** Waits until a stage can bear the next loss. */
export async function settled({ app }: Stage): Promise<void> {
  await until(
    'a desk that is whole',
    () => deskState(app.desk),
    ({ connections, phone, agent: shown }) =>
      connections.cti.inUse !== null && phone.registration === 'registered' && shown?.known === 'live',
    30_000,
  );
}
