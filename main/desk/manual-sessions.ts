import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskError } from '../../contract/desk/desk-error.ts';
import type { ManualSession } from '../../contract/desk/desk-state.ts';
import { never } from '../../contract/result.ts';
import { freeForOffer, tabsInUse } from './capacity.ts';
import { deskError } from './errors.ts';
import type { Input, Moment } from './inputs.ts';
import { done } from './login.ts';
import { type DeskModel, type KeptManualSession, type Step, step, withView } from './model.ts';
import { anySession, dropSession, emptyDraft, hasContent, keptDraftOf, putSession } from './sessions.ts';

export type ManualCommand = Extract<
  DeskCommand,
  { type: 'openManualSession' | 'renameManualSession' | 'closeManualSession' }
>;

/**
 * Sessions that an agent opens himself, and that the contact centre does not know (seed 001, "Manual Sessions"): on disk
 * before the click is answered, and his until he closes them, whatever becomes of the desk.
 */
export function manualCommand(
  model: DeskModel,
  command: ManualCommand,
  commandId: string,
  moment: Moment,
): Step {
  switch (command.type) {
    case 'openManualSession':
      return openManualSession(model, command.title, commandId, moment);
    case 'renameManualSession': {
      const session = manualSession(model, command.sessionId);
      if (!session) return refused(model, commandId, alreadyClosed);
      return kept(model, { ...session, title: command.title.trim() }, commandId);
    }
    case 'closeManualSession': {
      const session = manualSession(model, command.sessionId);
      if (!session) return refused(model, commandId, alreadyClosed);
      return closeManualSession(model, session, commandId);
    }
    default:
      return never(command);
  }
}

function openManualSession(model: DeskModel, title: string, commandId: string, moment: Moment): Step {
  const { view } = model;
  if (view.login.phase !== 'logged-in') return refused(model, commandId, loggedOut);
  if (!freeForOffer(model).room) return refused(model, commandId, full(tabsInUse(view)));
  const session: ManualSession = {
    kind: 'manual',
    id: `manual-${moment.newId()}`,
    title: title.trim(),
    openedAt: moment.now + view.clockOffsetMs,
    draft: emptyDraft,
  };
  const opened = kept(model, session, commandId);
  return step(withView(opened.model, { selectedSession: session.id }), ...opened.effects);
}

/** What he wrote is put away first: until it is, the session stays. */
function closeManualSession(model: DeskModel, session: ManualSession, commandId: string): Step {
  const stored = model.manualSessions.find(({ id }) => id === session.id);
  if (!stored) return refused(model, commandId, alreadyClosed);
  const { notes, disposition } = session.draft;
  const written = hasContent(session.draft) ? { notes, disposition } : null;
  return step(model, { type: 'closeManualSession', commandId, session: stored, written });
}

/** It is on disk, or could not be put there. */
export function manualSessionKept(
  model: DeskModel,
  { commandId, kept: saved }: Extract<Input, { type: 'manualSessionKept' }>,
): Step {
  return saved.ok ? step(model, done(commandId)) : refused(model, commandId, notOnDisk(saved.error.message));
}

/** What was written in it is put away, so that it may go; or it could not be, and the session stays. */
export function manualSessionClosed(
  model: DeskModel,
  { commandId, sessionId, closed }: Extract<Input, { type: 'manualSessionClosed' }>,
): Step {
  if (!closed.ok) return refused(model, commandId, notClosed(closed.error.message));
  const { file } = closed.value;
  const left: DeskModel = {
    ...dropSession(model, sessionId),
    manualSessions: model.manualSessions.filter(({ id }) => id !== sessionId),
  };
  if (file === null) return step(left, done(commandId));
  const sentence = `A manual session was closed. What was written in it is kept in ${file} for 30 days.`;
  return step(
    left,
    { type: 'log', level: 'info', sentence },
    { type: 'answerCommand', commandId, outcome: { ok: true, file } },
  );
}

/**
 * The desk with the sessions that the agent had open when he was here last, and his notes on them. Before what the servers
 * have for him: that takes what tabs these leave.
 */
export function withKeptManualSessions(model: DeskModel): DeskModel {
  const { attempt } = model;
  if (!attempt) return model;
  return model.manualSessions
    .filter(({ id, agentId }) => agentId === attempt.login.agentId && !anySession(model, id))
    .reduce(openedAgain, model);
}

function openedAgain(model: DeskModel, { id, title, openedAt }: KeptManualSession): DeskModel {
  const { [id]: _taken, ...keptDrafts } = model.keptDrafts;
  const draft = keptDraftOf(model, id)?.draft ?? emptyDraft;
  return putSession({ ...model, keptDrafts }, { kind: 'manual', id, title, openedAt, draft });
}

/** Shows the session as it is now, and puts it on disk. */
function kept(model: DeskModel, session: ManualSession, commandId: string): Step {
  const agentId = model.attempt?.login.agentId;
  if (agentId === undefined) return refused(model, commandId, loggedOut);
  const { id, title, openedAt } = session;
  const stored: KeptManualSession = { id, agentId, title, openedAt };
  const known = model.manualSessions.some((one) => one.id === id);
  const manualSessions = known
    ? model.manualSessions.map((one) => (one.id === id ? stored : one))
    : [...model.manualSessions, stored];
  return step(putSession({ ...model, manualSessions }, session), {
    type: 'keepManualSession',
    commandId,
    session: stored,
  });
}

function manualSession(model: DeskModel, sessionId: string): ManualSession | null {
  const session = anySession(model, sessionId);
  return session?.kind === 'manual' ? session : null;
}

function refused(model: DeskModel, commandId: string, error: DeskError): Step {
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

const loggedOut = deskError('desk.loggedOut', 'You are logged out', 'Log in first.');

const alreadyClosed = deskError(
  'session.unknown',
  'That session is closed',
  'It was closed before you clicked.',
);

function full(inUse: number): DeskError {
  return deskError(
    'manual.full',
    'No session is free',
    `All ${inUse} sessions are in use. Finish one, or close a manual session, and open this one then.`,
  );
}

function notOnDisk(why: string): DeskError {
  return deskError(
    'manual.notSaved',
    'The session is not on disk',
    `${why} It stays open for as long as Switchhook runs; copy what you write in it elsewhere.`,
  );
}

function notClosed(why: string): DeskError {
  return deskError('manual.notClosed', 'The session could not be closed', `${why} It stays open.`);
}
