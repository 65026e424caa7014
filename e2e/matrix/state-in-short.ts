import type { DeskState } from '../../contract/desk/desk-state.ts';

/** What matters of a desk in a sentence of an error. */
export function inShort({ login, agent: shown, connections, phone, sessions, banners }: DeskState): string {
  const pairs = Object.values(connections).map(({ kind, inUse, status }) => `${kind} ${inUse} ${status}`);
  return JSON.stringify({
    login: login.phase === 'logging-in' ? login.waitingFor : login,
    agent: shown && { state: shown.state, known: shown.known, next: shown.next, chosen: shown.chosen },
    pairs,
    phone,
    sessions: sessions.map(({ id, phase, phone: line, call }) => ({
      id,
      phase,
      phone: line?.phase ?? null,
      connection: call.connection,
    })),
    banners: banners.map(({ text }) => text),
  });
}
