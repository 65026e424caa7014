import type { CallEvent } from '../../contract/cti/answers.ts';
import type { Call } from '../../contract/cti/call.ts';
import { callLabel } from '../../contract/cti/call-label.ts';
import type { RecentCall, VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { rerouteTold } from './call-place.ts';
import type { Effect } from './effects.ts';
import { lookForGhost } from './ghost-calls.ts';
import type { Moment } from './inputs.ts';
import { andThen, type DeskModel, type Step, step, withView } from './model.ts';
import { screenPopUrl } from './screen-pop.ts';
import { dropSession, hasContent, newSession, phaseOf, putSession, sessionOf } from './sessions.ts';
import { closeFinishedSessions, closeSession } from './wrap-up.ts';

/** How many ended calls are listed to be called back. */
const recentCallsKept = 50;

/** A call as a CTI server tells it, whole: what the desk shows is replaced by it. */
export function callChanged(
  model: DeskModel,
  call: Call,
  event: CallEvent['event'] | 'Snapshot',
  moment: Moment,
): Step {
  const before = sessionOf(model, call.callId);
  if (!before && call.endedAt !== null) return step(model);
  if (before?.phase === 'ended' && call.endedAt === null) {
    // The same call, offered again after it was over here (RONA, then back from the queue): a session of its own.
    if (call.connection !== 'Alerting' && event !== 'Snapshot') return step(model);
    // What the phone had ended while no CTI server listened goes on at the switch: there it is what the switch says.
    if (call.connection !== 'Alerting') return showCall(toldOf(model, call), call, moment);
    return andThen(closeSession(model, before, moment), (now) => callChanged(now, call, event, moment));
  }
  return andThen(showCall(toldOf(model, call), call, moment), (now) =>
    event === 'Conferenced' ? retrieveForConference(now, call) : step(now),
  );
}

/** The switch has told of this call: what was kept because it had not is out of date. */
function toldOf(model: DeskModel, { callId, endedAt }: Call): DeskModel {
  const others = (ids: readonly string[]): readonly string[] => ids.filter((id) => id !== callId);
  return {
    ...model,
    knownByPhoneAlone: others(model.knownByPhoneAlone),
    missingAtSwitch: others(model.missingAtSwitch),
    endedAtSwitch: endedAt === null ? others(model.endedAtSwitch) : model.endedAtSwitch,
  };
}

/** Puts a call on the desk, and does what its change of phase asks for. */
export function showCall(model: DeskModel, call: Call, moment: Moment): Step {
  const before = sessionOf(model, call.callId);
  const base = before ? { ...before, call } : newSession(model, call, null);
  const session: VoiceSession = { ...base, phase: phaseOf(call, base.phone) };
  if (session.phase === 'ended') return callEnded(putSession(model, session), session, moment);
  const shown = putSession(model, withScreenPop(model, session));
  return phaseChanged(shown, before?.phase ?? null, session, moment);
}

/** Rings, pops and selects as a call goes from one phase to the next. In the toolbar it only rings. */
export function phaseChanged(
  model: DeskModel,
  before: VoiceSession['phase'] | null,
  session: VoiceSession,
  moment: Moment,
): Step {
  if (before === session.phase) return step(model);
  if (session.phase === 'offered') {
    const announced: Effect = { type: 'announceOffer', sessionId: session.id, from: callLabel(session.call) };
    return step(model, announced, ...(before === null ? rerouteTold(model, session, moment) : []));
  }
  if (session.place === 'toolbar') return step(model);
  const answeredNow = session.phase === 'talking' && (before === 'offered' || before === null);
  const pop: readonly Effect[] =
    answeredNow && session.call.direction === 'inbound' && session.screenPop !== null
      ? [{ type: 'openUrl', url: session.screenPop }]
      : [];
  const selects = answeredNow || (before === null && session.phase === 'dialling');
  return step(selects ? withView(model, { selectedSession: session.id }) : model, ...pop);
}

function withScreenPop(model: DeskModel, session: VoiceSession): VoiceSession {
  const { configuration } = model.view;
  const settings =
    configuration.status === 'none' || session.place === 'toolbar' ? null : configuration.desktop.screenPop;
  return { ...session, screenPop: settings ? screenPopUrl(settings, session.call.variables) : null };
}

/**
 * The call is over: it is listed, and its session stays for wrap-up. A consultation, a call without a tab, or one that
 * nobody answered and nothing was written about, leaves nothing to wrap up.
 */
export function callEnded(model: DeskModel, session: VoiceSession, moment: Moment): Step {
  const recentCalls = listed(model, session);
  const over = { ...session, phone: null, quality: null };
  const { [session.id]: _told, ...endedAtPhone } = model.endedAtPhone;
  const ended: DeskModel = {
    ...withView(putSession(model, over), { recentCalls }),
    endedAtPhone,
    endedAtSwitch: session.phone ? [...model.endedAtSwitch, session.id] : model.endedAtSwitch,
  };
  const keep: readonly Effect[] = [
    { type: 'keepRecentCalls', calls: recentCalls },
    ...(session.phone ? [lookForGhost(session.id)] : []),
  ];
  const nothingToWrapUp = session.call.type === 'consult' || session.call.answeredAt === null;
  if (nothingToWrapUp && !hasContent(session.draft)) return step(dropSession(ended, session.id), ...keep);
  if (session.call.type === 'consult' || session.place === 'toolbar')
    return andThen(step(ended, ...keep), (now) => closeSession(now, over, moment));
  return andThen(step(ended, ...keep), (now) => closeFinishedSessions(now, moment));
}

function listed(model: DeskModel, { call, draft }: VoiceSession): readonly RecentCall[] {
  const entry: RecentCall = {
    callId: call.callId,
    direction: call.direction,
    name: call.customer?.name || call.parties[0]?.name || '',
    number: call.parties[0]?.number || (call.direction === 'outbound' ? call.dialled : ''),
    at: call.offeredAt,
    talkedMs: call.answeredAt === null || call.endedAt === null ? null : call.endedAt - call.answeredAt,
    end: call.end?.message ?? '',
    notes: hasContent(draft) ? 'here' : 'none',
  };
  const others = model.view.recentCalls.filter(({ callId }) => callId !== call.callId);
  return [entry, ...others].slice(0, recentCallsKept);
}

/** The consultation's leg is gone and the first call is the conference: the phone takes it off hold. */
function retrieveForConference(model: DeskModel, call: Call): Step {
  return sessionOf(model, call.callId)?.phone?.held
    ? step(model, { type: 'phone', command: { type: 'retrieve', callId: call.callId } })
    : step(model);
}

/** A call that ended while no CTI server told of it: when and why the phone said so, or else now. */
export function endUnseen(model: DeskModel, session: VoiceSession, moment: Moment): Step {
  const told = model.endedAtPhone[session.id];
  const call: Call = {
    ...session.call,
    connection: 'Cleared',
    endedAt: told?.at ?? moment.now + model.view.clockOffsetMs,
    enablement: 0,
    end: { cause: 'switch', message: told?.cause ?? 'Ended while the CTI server was away' },
  };
  return callEnded(model, { ...session, call, phase: 'ended' }, moment);
}

/** No server will tell of these now: the calls that the phone has ended are over. */
export function endAtPhone(model: DeskModel, moment: Moment): Step {
  return voiceSessions(model.view.sessions)
    .filter(({ id, phase }) => phase !== 'ended' && Object.hasOwn(model.endedAtPhone, id))
    .reduce<Step>((so, session) => andThen(so, (now) => endUnseen(now, session, moment)), step(model));
}
