import type { Call } from '../../contract/cti/call.ts';
import type { Draft, VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { PhoneCall } from '../../contract/softphone/phone-call.ts';
import { type DeskModel, withView } from './model.ts';

const emptyDraft: Draft = { notes: '', disposition: null, savedAt: null };

export function sessionOf(model: DeskModel, callId: string): VoiceSession | undefined {
  return voiceSessions(model.view.sessions).find(({ id }) => id === callId);
}

/** What the agent is doing in this call. The phone knows best whether it is held: hold goes by SIP, at once. */
export function phaseOf(call: Call, phone: PhoneCall | null): VoiceSession['phase'] {
  if (call.endedAt !== null) return 'ended';
  if (phone ? phone.phase === 'ringing' : call.connection === 'Alerting') return 'offered';
  if (phone ? phone.held : call.connection === 'Held') return 'held';
  if (call.connection === 'Initiated' || isDialling(call)) return 'dialling';
  return 'talking';
}

/** An outbound call nobody at the other end has answered. */
function isDialling(call: Call): boolean {
  return (
    call.direction === 'outbound' &&
    call.answeredAt === null &&
    !call.parties.some(({ state }) => state === 'Connected' || state === 'Held')
  );
}

export function newSession(model: DeskModel, call: Call, phone: PhoneCall | null): VoiceSession {
  return {
    kind: 'voice',
    place: 'tab',
    id: call.callId,
    call,
    phone,
    phase: phaseOf(call, phone),
    quality: null,
    soundReturns: false,
    draft: keptDraft(model, call.callId) ?? emptyDraft,
    screenPop: null,
  };
}

/** The desk with this session put in its place, or added last: places never move. */
export function putSession(model: DeskModel, session: VoiceSession): DeskModel {
  const { sessions, selectedSession } = model.view;
  const known = sessions.some(({ id }) => id === session.id);
  return withView(model, {
    sessions: known ? sessions.map((one) => (one.id === session.id ? session : one)) : [...sessions, session],
    selectedSession: selectedSession ?? session.id,
  });
}

/** The desk without this session; the sheet that opens instead is a live one, or the last. */
export function dropSession(model: DeskModel, sessionId: string): DeskModel {
  const sessions = model.view.sessions.filter(({ id }) => id !== sessionId);
  const { selectedSession } = model.view;
  const next =
    voiceSessions(sessions).find(({ phase }) => phase !== 'ended') ?? voiceSessions(sessions).at(-1);
  return {
    ...withView(model, {
      sessions,
      selectedSession: selectedSession === sessionId ? (next?.id ?? null) : selectedSession,
    }),
    answerWhenRinging: model.answerWhenRinging.filter((id) => id !== sessionId),
    knownByPhoneAlone: model.knownByPhoneAlone.filter((id) => id !== sessionId),
  };
}

/** What this agent wrote about the call before the desk was started. */
function keptDraft(model: DeskModel, callId: string): Draft | null {
  const kept = model.keptDrafts[callId];
  return kept && kept.agentId === model.attempt?.login.agentId ? kept.draft : null;
}

export function hasContent(draft: Draft): boolean {
  return draft.notes.trim() !== '' || draft.disposition !== null;
}
