import type { Draft, VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { deskError } from './errors.ts';
import type { Moment } from './inputs.ts';
import { done } from './login.ts';
import { andThen, type DeskModel, type KeptDraft, type Step, step } from './model.ts';
import { post } from './posts.ts';
import { notesAre } from './sent-posts.ts';
import { dropSession, hasContent, sessionOf } from './sessions.ts';
import { endWrapUp } from './wrap-up-end.ts';

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
  const isLeft = ({ kind, agentId: writer }: KeptDraft): boolean => kind === 'voice' && writer === agentId;
  const left = Object.entries(model.keptDrafts).filter(([, kept]) => isLeft(kept));
  const others = Object.entries(model.keptDrafts).filter(([, kept]) => !isLeft(kept));
  const rest: DeskModel = { ...model, keptDrafts: Object.fromEntries(others) };
  return left
    .filter(([sessionId]) => !sessionOf(model, sessionId))
    .reduce<Step>(
      (so, [sessionId, { draft }]) => andThen(so, (now) => postDraft(now, sessionId, draft, moment)),
      step(rest),
    );
}

/** What was written about a call goes into the outbox, and then to the switch. */
export function postDraft(model: DeskModel, sessionId: string, draft: Draft, moment: Moment): Step {
  const agentId = model.attempt?.login.agentId;
  if (agentId === undefined) return step(model);
  // Nothing written, or wiped out again: only a file of this session's own goes.
  if (!hasContent(draft))
    return draft.savedAt === null ? step(model) : step(model, { type: 'removeDraft', sessionId });
  const { disposition, notes } = draft;
  const id = moment.newId();
  const request = { type: 'SetCallDataRequest', id, callId: sessionId, disposition, notes } as const;
  return andThen(post(model, request), (now) => notesAre(now, sessionId, 'here'));
}
