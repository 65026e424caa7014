import type { WrapUpData } from '../../contract/cti/requests.ts';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { Draft, VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { deskError } from './errors.ts';
import type { Moment } from './inputs.ts';
import { done } from './login.ts';
import { andThen, awaiting, type DeskModel, type Step, step } from './model.ts';
import { notesAre } from './sent-notes.ts';
import { dropSession, hasContent, putSession, sessionOf } from './sessions.ts';

type SaveDraft = Extract<DeskCommand, { type: 'saveDraft' }>;

/** What the agent types, to disk before anything else; the command is answered when it is there. */
export function saveDraft(model: DeskModel, command: SaveDraft, commandId: string, moment: Moment): Step {
  const session = sessionOf(model, command.sessionId);
  const agentId = writer(model);
  if (!session || agentId === null) return lateDraft(model, command, commandId, moment);
  const { notes, disposition, sessionId } = command;
  const draft: Draft = { ...session.draft, notes, disposition };
  const written = putSession(model, { ...session, draft });
  // Nobody is logged in here any more: what he writes waits for his next login.
  const kept = model.attempt
    ? written
    : { ...written, keptDrafts: { ...model.keptDrafts, [sessionId]: { agentId, draft } } };
  return step(kept, { type: 'saveDraft', commandId, agentId, sessionId, notes, disposition });
}

/** The last keystrokes may come after wrap-up has run out: they are sent after what was sent. */
function lateDraft(model: DeskModel, command: SaveDraft, commandId: string, moment: Moment): Step {
  const { sessionId, notes, disposition } = command;
  if (model.attempt && model.view.recentCalls.some(({ callId }) => callId === sessionId)) {
    const draft: Draft = { notes, disposition, savedAt: null };
    return andThen(postDraft(model, sessionId, draft, moment), (now) => step(now, done(commandId)));
  }
  const error = deskError(
    'session.unknown',
    'That session is closed',
    'Its wrap-up is finished, so nothing more can be written about it here.',
  );
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

/** Who writes at this desk: the agent who is logged in, or the one who was taken over and is still in a call. */
function writer({ attempt, view }: DeskModel): string | null {
  if (attempt) return attempt.login.agentId;
  return view.login.phase === 'displaced' ? view.login.agentId : null;
}

export function draftSaved(model: DeskModel, sessionId: string, at: number): DeskModel {
  const session = sessionOf(model, sessionId);
  return session ? putSession(model, { ...session, draft: { ...session.draft, savedAt: at } }) : model;
}

/** The agent has finished: what he wrote goes to the switch, the session closes, and wrap-up ends. */
export function finishWrapUp(model: DeskModel, sessionId: string, commandId: string, moment: Moment): Step {
  const session = sessionOf(model, sessionId);
  if (!session) return step(model, done(commandId));
  if (session.phase !== 'ended') {
    const error = deskError(
      'wrapUp.inCall',
      'The call is not over',
      'You can finish once the call has ended.',
    );
    return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
  }
  const { configuration } = model.view;
  if (
    configuration.status !== 'none' &&
    configuration.desktop.dispositionRequired &&
    session.draft.disposition === null
  ) {
    const error = deskError(
      'wrapUp.disposition',
      'Choose a disposition',
      'A call is finished with a disposition.',
    );
    return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
  }
  return andThen(closeSession(model, session, moment), (closed) => endWrapUp(closed, commandId, moment));
}

/** Leaves wrap-up for what was to come next; where another call is still to be wrapped up, it goes on. */
function endWrapUp(model: DeskModel, commandId: string, moment: Moment): Step {
  const { agent } = model.view;
  const othersEnded = voiceSessions(model.view.sessions).some(({ phase }) => phase === 'ended');
  if (agent?.state !== 'WrapUp' || othersEnded || agent.known === 'lost') return step(model, done(commandId));
  const target = agent.next?.state === 'NotReady' ? agent.next : ({ state: 'Ready' } as const);
  const request = { type: 'SetAgentStateRequest', id: moment.newId(), target } as const;
  return step(awaiting(model, request.id, { about: 'state', commandId, request }), {
    type: 'sendCti',
    request,
  });
}

/**
 * Closes the sessions whose wrap-up is over: the switch has the agent in a state that began at or after the call's
 * end and is neither a call nor wrap-up.
 */
export function closeFinishedSessions(model: DeskModel, moment: Moment): Step {
  const since = model.view.agent?.since ?? 0;
  return closeEnded(model, moment, ({ call }) => since >= (call.endedAt ?? 0));
}

/**
 * After a snapshot, what the switch says of the agent is newer than every end the desk has seen or missed.
 */
export function closeAllFinishedSessions(model: DeskModel, moment: Moment): Step {
  return closeEnded(model, moment, () => true);
}

function closeEnded(model: DeskModel, moment: Moment, isOver: (session: VoiceSession) => boolean): Step {
  const { agent } = model.view;
  if (!agent || agent.known === 'lost') return step(model);
  const over = agent.state === 'Ready' || agent.state === 'NotReady' || agent.state === 'Reserved';
  if (!over) return step(model);
  return voiceSessions(model.view.sessions)
    .filter((session) => session.phase === 'ended' && isOver(session))
    .reduce<Step>((so, session) => andThen(so, (now) => closeSession(now, session, moment)), step(model));
}

/** Takes a session off the desk; what was written about it goes into the outbox, on disk, before it goes out. */
export function closeSession(model: DeskModel, session: VoiceSession, moment: Moment): Step {
  return postDraft(dropSession(model, session.id), session.id, session.draft, moment);
}

/**
 * What this agent wrote in an earlier run about calls that are over: the desk was closed, or died, before it could be
 * sent.
 */
export function postLeftDrafts(model: DeskModel, moment: Moment): Step {
  const agentId = model.attempt?.login.agentId;
  const left = Object.entries(model.keptDrafts).filter(([, kept]) => kept.agentId === agentId);
  const others = Object.entries(model.keptDrafts).filter(([, kept]) => kept.agentId !== agentId);
  const rest: DeskModel = { ...model, keptDrafts: Object.fromEntries(others) };
  return left
    .filter(([sessionId]) => !sessionOf(model, sessionId))
    .reduce<Step>(
      (so, [sessionId, { draft }]) => andThen(so, (now) => postDraft(now, sessionId, draft, moment)),
      step(rest),
    );
}

function postDraft(model: DeskModel, sessionId: string, draft: Draft, moment: Moment): Step {
  const agentId = model.attempt?.login.agentId;
  if (agentId === undefined) return step(model);
  // Nothing written, or wiped out again: only a file of this session's own goes.
  if (!hasContent(draft))
    return draft.savedAt === null ? step(model) : step(model, { type: 'removeDraft', sessionId });
  const { disposition, notes } = draft;
  const request: WrapUpData = {
    type: 'SetCallDataRequest',
    id: moment.newId(),
    callId: sessionId,
    disposition,
    notes,
  };
  const posted = awaiting(model, request.id, { about: 'wrap-up', request, stage: 'to-disk' });
  return andThen(step(posted, { type: 'post', request, agentId }), (now) => notesAre(now, sessionId, 'here'));
}
