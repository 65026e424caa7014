import type { ConnectionView, DeskState } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { isOpen } from './attempt.ts';
import { dismissBanner, showBanner } from './banners.ts';
import { type DeskModel, type ToldServer, toldServers, withServedBy } from './model.ts';
import { timeOfDayToTheSecond } from './time-of-day.ts';

/** A server that is lost so soon after this computer went on had given it up meanwhile, milliseconds. */
const wakingMs = 5_000;

const names = { cti: 'CTI server', sip: 'SIP server', sessions: 'Session manager' } as const;

/**
 * Says in one sentence that a server was lost and the other one serves, once that one has told everything; a desk that
 * went home by choice has nothing to say. Runs after every transition.
 */
export function tellMoves(model: DeskModel, now: number): DeskModel {
  return toldServers.reduce((so, kind) => tellMove(so, kind, now), model);
}

function tellMove(model: DeskModel, kind: ToldServer, now: number): DeskModel {
  const { view, servedBy } = model;
  if (!model.attempt) return servedBy[kind] === null ? model : forget(model, kind);
  const connection = view.connections[kind];
  const { inUse } = connection;
  if (inUse === null || inUse === servedBy[kind] || !isWhole(model, kind)) return model;
  const served = withServedBy(model, kind, inUse);
  const from = servedBy[kind];
  if (from === null) return served;
  if (connection.sides[from].state !== 'silent') return dismissBanner(served, bannerOf(kind));
  const stoodStill = standstillBehind(model, connection.sides[from].since);
  const banner = stoodStill
    ? { id: 'stood still', text: standstillSentence(view, stoodStill) }
    : { id: bannerOf(kind), text: sentence(view, connection, kind, from) };
  return showBanner(served, { ...banner, tone: 'warning' }, now);
}

/** The standstill of this computer that cost it the server: none of that server's own doing. */
function standstillBehind({ stoodStill }: DeskModel, lostAt: number): DeskModel['stoodStill'] {
  return stoodStill && Math.abs(lostAt - stoodStill.at) <= wakingMs ? stoodStill : null;
}

function standstillSentence(
  { sessions, clockOffsetMs }: DeskState,
  { at, forMs }: NonNullable<DeskModel['stoodStill']>,
): string {
  const time = timeOfDayToTheSecond(at + clockOffsetMs);
  const what = forMs === null ? 'slept' : `stood still for ${Math.round(forMs / 1_000)} s,`;
  const said = `This computer ${what} until ${time}. It is connected again`;
  const calls = voiceSessions(sessions).filter(({ phase }) => phase === 'talking' || phase === 'held');
  // Another sentence says what becomes of those that the phone lost.
  if (calls.some(({ soundReturns }) => soundReturns)) return `${said}.`;
  if (calls.length === 0) return `${said}; nothing for you to do.`;
  return `${said}; your ${calls.length > 1 ? 'calls' : 'call'} had no sound meanwhile.`;
}

function forget(model: DeskModel, kind: ToldServer): DeskModel {
  return dismissBanner(dismissBanner(withServedBy(model, kind, null), bannerOf(kind)), 'stood still');
}

/** The server in use has told everything that the agent sees of it. */
function isWhole({ view, attempt }: DeskModel, kind: ToldServer): boolean {
  switch (kind) {
    case 'cti':
      return view.agent?.known === 'live';
    case 'sip':
      return view.phone.registration === 'registered';
    case 'sessions':
      return isOpen(attempt);
  }
}

function sentence(
  { sessions, clockOffsetMs }: DeskState,
  { sides, inUse }: ConnectionView,
  kind: ToldServer,
  from: Side,
): string {
  const time = timeOfDayToTheSecond(sides[from].since + clockOffsetMs);
  const said = `${names[kind]} ${from} stopped answering at ${time}. Now on ${inUse}`;
  // No call goes by it.
  if (kind === 'sessions') return `${said}; nothing for you to do.`;
  // The phone lost its calls besides: another sentence says what becomes of them.
  if (voiceSessions(sessions).some(({ soundReturns }) => soundReturns)) return `${said}.`;
  const up = voiceSessions(sessions).filter(({ phase }) => phase === 'talking' || phase === 'held').length;
  const calls = up > 1 ? 'your calls were not interrupted' : 'your call was not interrupted';
  const rest = up === 0 ? 'nothing for you to do' : calls;
  return `${said}; ${rest}.`;
}

function bannerOf(kind: ToldServer): string {
  return `moved ${kind}`;
}
