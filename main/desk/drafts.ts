import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskSession, Draft } from '../../contract/desk/desk-state.ts';
import { draftToDisk } from './draft-to-disk.ts';
import { deskError } from './errors.ts';
import type { Moment } from './inputs.ts';
import { postLateNotes } from './interactions/complete.ts';
import { done } from './login.ts';
import { andThen, type DeskModel, type Step, step } from './model.ts';
import { anySession, putSession, replyOf } from './sessions.ts';
import { postDraft } from './wrap-up.ts';

type SaveDraft = Extract<DeskCommand, { type: 'saveDraft' }>;
type SaveReply = Extract<DeskCommand, { type: 'saveReply' }>;

/** What the agent types, to disk before anything else; the command is answered when it is there. */
export function saveDraft(model: DeskModel, command: SaveDraft, commandId: string, moment: Moment): Step {
  const session = anySession(model, command.sessionId);
  const agentId = writer(model);
  if (!session || agentId === null) return lateDraft(model, command, commandId, moment);
  const { notes, disposition } = command;
  return kept(model, { ...session, draft: { ...session.draft, notes, disposition } }, agentId, commandId);
}

/** What he is writing in a chat and has not sent, to disk with his notes. */
export function saveReply(model: DeskModel, { sessionId, text }: SaveReply, commandId: string): Step {
  const session = anySession(model, sessionId);
  const agentId = writer(model);
  if (session?.kind === 'chat' && agentId !== null)
    return kept(model, { ...session, reply: text }, agentId, commandId);
  const error = deskError(
    'session.unknown',
    'That chat is closed',
    'Nothing more can be written in it here.',
  );
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

function kept(model: DeskModel, session: DeskSession, agentId: string, commandId: string): Step {
  const { id, kind, draft } = session;
  const written = putSession(model, session);
  // Nobody is logged in here any more: what he writes waits for his next login.
  const waiting = { ...model.keptDrafts, [id]: { agentId, kind, draft, reply: replyOf(session) } };
  return step(
    model.attempt ? written : { ...written, keptDrafts: waiting },
    draftToDisk(session, agentId, commandId),
  );
}

/** The last keystrokes may come after wrap-up has run out: they are sent after what was sent. */
function lateDraft(model: DeskModel, command: SaveDraft, commandId: string, moment: Moment): Step {
  const { sessionId, notes, disposition } = command;
  if (model.attempt && model.closedInteractions.includes(sessionId)) {
    return postLateNotes(model, sessionId, { notes, disposition, savedAt: null }, commandId, moment);
  }
  if (model.attempt && model.view.recentCalls.some(({ callId }) => callId === sessionId)) {
    const draft: Draft = { notes, disposition, savedAt: null };
    return andThen(postDraft(model, sessionId, draft, moment), (now) => step(now, done(commandId)));
  }
  const error = deskError(
    'session.unknown',
    'That session is closed',
    'Nothing more can be written about it here.',
  );
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

/** Who writes at this desk: the agent who is logged in, or the one who was taken over and is still in a call. */
function writer({ attempt, view }: DeskModel): string | null {
  if (attempt) return attempt.login.agentId;
  return view.login.phase === 'displaced' ? view.login.agentId : null;
}

export function draftSaved(model: DeskModel, sessionId: string, at: number): DeskModel {
  const session = anySession(model, sessionId);
  return session ? putSession(model, { ...session, draft: { ...session.draft, savedAt: at } }) : model;
}
