import type { Call } from '../../contract/cti/call.ts';
import type { DeskSession, Draft, VoiceSession } from '../../contract/desk/desk-state.ts';
import { tabs } from '../../contract/desk/tabs.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { PhoneCall } from '../../contract/softphone/phone-call.ts';
import { placeOfCall } from './call-place.ts';
import { select } from './interactions/select.ts';
import { type DeskModel, type KeptDraft, withView } from './model.ts';

export const emptyDraft: Draft = { notes: '', disposition: null, savedAt: null };

/** A call's session. */
export function sessionOf(model: DeskModel, callId: string): VoiceSession | undefined {
  return voiceSessions(model.view.sessions).find(({ id }) => id === callId);
}

/** The session of that id, of whatever kind. */
export function anySession(model: DeskModel, sessionId: string): DeskSession | undefined {
  return model.view.sessions.find(({ id }) => id === sessionId);
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
    place: placeOfCall(model, call),
    id: call.callId,
    call,
    phone,
    phase: phaseOf(call, phone),
    quality: null,
    soundReturns: false,
    draft: keptDraftOf(model, call.callId)?.draft ?? emptyDraft,
    screenPop: null,
  };
}

/** The desk with this session put in its place, or added last: places never move. A call without a tab is never selected. */
export function putSession(model: DeskModel, session: DeskSession): DeskModel {
  const { sessions, selectedSession } = model.view;
  const known = sessions.some(({ id }) => id === session.id);
  return withView(model, {
    sessions: known ? sessions.map((one) => (one.id === session.id ? session : one)) : [...sessions, session],
    selectedSession: selectedSession ?? (hasTab(session) ? session.id : null),
  });
}

/** Whether it can be selected: all but a call in the toolbar. */
export function hasTab(session: DeskSession): boolean {
  return tabs([session]).length > 0;
}

/** The desk without this session; the sheet that opens instead is that of a live call, or another live one, or the last. */
export function dropSession(model: DeskModel, sessionId: string): DeskModel {
  const sessions = model.view.sessions.filter(({ id }) => id !== sessionId);
  const { selectedSession } = model.view;
  const { [sessionId]: _written, ...transcripts } = model.transcripts;
  const { [sessionId]: _typed, ...typing } = model.typing;
  const left = withView(model, { sessions });
  return {
    ...(selectedSession === sessionId ? selectNext(left) : left),
    transcripts,
    closedInteractions: closedOfLate(model, sessionId),
    typing,
    answerWhenRinging: model.answerWhenRinging.filter((id) => id !== sessionId),
    knownByPhoneAlone: model.knownByPhoneAlone.filter((id) => id !== sessionId),
  };
}

/** So many are remembered: what the agent types is on its way for a moment alone. */
const closedKept = 50;

function closedOfLate(model: DeskModel, sessionId: string): DeskModel['closedInteractions'] {
  const kind = anySession(model, sessionId)?.kind;
  const before = model.closedInteractions;
  if (kind !== 'chat' && kind !== 'action') return before;
  return [sessionId, ...before.filter((id) => id !== sessionId)].slice(0, closedKept);
}

/** The desk with this call in the toolbar, without its tab. */
export function withoutTab(model: DeskModel, session: VoiceSession): DeskModel {
  const moved = putSession(model, { ...session, place: 'toolbar', screenPop: null });
  return moved.view.selectedSession === session.id ? selectNext(moved) : moved;
}

/** Opens the sheet of a live call, or another live session, or the last. */
function selectNext(model: DeskModel): DeskModel {
  const open = tabs(model.view.sessions);
  const next = voiceSessions(open).find(isLive) ?? open.find(isLive) ?? open.at(-1);
  return select(model, next?.id ?? null);
}

function isLive(session: DeskSession): boolean {
  return session.kind === 'manual' || session.phase !== 'ended';
}

/** What this agent wrote about the session before the desk was started, or before he logged out. */
export function keptDraftOf(model: DeskModel, sessionId: string): KeptDraft | null {
  const kept = model.keptDrafts[sessionId];
  return kept && kept.agentId === model.attempt?.login.agentId ? kept : null;
}

/** What is written in a chat and not sent; empty for all else. */
export function replyOf(session: DeskSession): string {
  return session.kind === 'chat' ? session.reply : '';
}

export function hasContent(draft: Draft): boolean {
  return draft.notes.trim() !== '' || draft.disposition !== null;
}
