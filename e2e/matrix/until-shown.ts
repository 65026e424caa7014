import type { DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { until } from '../support/until.ts';

/** Nobody waits longer for a desk to be as it should, milliseconds. */
export const limitMs = 15_000;

/** Asks a desk that tells of no changes until it is so; fails with what it shows instead. Null: nothing yet. */
export async function untilShown(
  what: string,
  ask: () => Promise<DeskState | null>,
  is: (state: DeskState) => boolean,
): Promise<DeskState> {
  let shown: DeskState | null = null;
  try {
    await until(
      what,
      async () => {
        shown = await ask();
        return shown !== null && is(shown);
      },
      (isSo) => isSo,
      limitMs,
    );
  } catch (error) {
    const instead = shown ? inShort(shown) : 'nothing';
    throw new Error(`${what}: not within ${limitMs} ms; the desk shows ${instead}`, { cause: error });
  }
  if (!shown) throw new Error(`${what}: the desk shows nothing.`);
  return shown;
}

/** What matters of a desk in a sentence of an error. */
export function inShort({ login, agent: shown, connections, phone, sessions, banners }: DeskState): string {
  const pairs = Object.values(connections).map(({ kind, inUse, status }) => `${kind} ${inUse} ${status}`);
  return JSON.stringify({
    login: login.phase === 'logging-in' ? login.waitingFor : login,
    agent: shown && { state: shown.state, known: shown.known, next: shown.next, chosen: shown.chosen },
    pairs,
    phone,
    sessions: voiceSessions(sessions).map(({ id, phase, phone: line, call }) => ({
      id,
      phase,
      phone: line?.phase ?? null,
      connection: call.connection,
    })),
    banners: banners.map(({ text }) => text),
  });
}
