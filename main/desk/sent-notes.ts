import { dirname } from 'node:path';
import type { WrapUpData } from '../../contract/cti/requests.ts';
import type { RecentCall } from '../../contract/desk/desk-state.ts';
import type { FailureConf } from '../../contract/wire/common.ts';
import { isWhole } from './attempt.ts';
import { showBanner } from './banners.ts';
import { connectedServer } from './connected-server.ts';
import type { Effect } from './effects.ts';
import type { Input, Moment } from './inputs.ts';
import { andThen, answered, awaiting, type DeskModel, type Step, step, withView } from './model.ts';
import { notesRefusal } from './notes-refusal.ts';

/** One banner for all of them: whoever has many is told once. */
const bannerId = 'notes-refused';

/** Notes are on disk, or could not be put there: they go out now where the switch has this desk logged in. */
export function notesReady(model: DeskModel, id: string): Step {
  const pending = model.pending[id];
  if (pending?.about !== 'wrap-up') return step(model);
  const ready = awaiting(model, id, { ...pending, stage: 'to-switch' });
  return step(ready, ...(isWhole(model.attempt) ? [sending(pending.request)] : []));
}

/** What an earlier run wrote and could not send, and what was under way when a server was lost: each under its id. */
export function notesLeft(model: DeskModel, requests: readonly WrapUpData[]): Step {
  const news = requests.filter(({ id }) => !Object.hasOwn(model.pending, id));
  const waiting = news.reduce<DeskModel>(
    (so, request) => awaiting(so, request.id, { about: 'wrap-up', request, stage: 'to-switch' }),
    model,
  );
  return step(waiting, ...(isWhole(model.attempt) ? news.map(sending) : []));
}

/**
 * The switch did not take notes. What may pass stays in the outbox, for the next login; what never does is set aside
 * once, so that nothing is lost and nothing is offered for ever: until it is, it is known here, and not sent again
 * though the outbox still has it.
 */
export function notesRefused(
  model: DeskModel,
  request: WrapUpData,
  failure: FailureConf,
  moment: Moment,
): Step {
  const { code, message } = failure;
  const agentId = model.attempt?.login.agentId;
  if (notesRefusal(code).type === 'may-pass' || agentId === undefined) {
    const sentence = `The notes on call ${request.callId} stay in the outbox, for the switch does not take them now: ${message}`;
    return step(model, { type: 'log', level: 'warn', sentence });
  }
  const server = connectedServer(model.view.connections.cti) ?? 'The CTI server';
  return step(awaiting(model, request.id, { about: 'wrap-up', request, stage: 'refused' }), {
    type: 'setNotesAside',
    agentId,
    request,
    refusal: { code, message, server, at: moment.now },
  });
}

/** Tells the agent, once, where his notes are; and the log, why. */
export function notesSetAside(
  model: DeskModel,
  { request, refusal, kept }: Extract<Input, { type: 'notesSetAside' }>,
  moment: Moment,
): Step {
  const several = model.view.banners.some(({ id }) => id === bannerId);
  const where = kept.ok
    ? `They are kept in ${several ? dirname(kept.value.file) : kept.value.file} and are not sent again.`
    : `They could not be set aside (${sentence(kept.error.message)}), so they are offered again at your next login.`;
  const text = several
    ? `The switch did not take your notes on several calls, for reasons that are kept with them. ${where}`
    : `The switch did not take your notes on ${callWords(model, request)}: ${sentence(refusal.message)} ${where}`;
  const listed = notesAre(answered(model, request.id).model, request.callId, kept.ok ? 'refused' : 'here');
  return step(
    showBanner(listed.model, { id: bannerId, tone: 'error', text }, moment.now),
    ...listed.effects,
    {
      type: 'log',
      level: 'warn',
      sentence: `${refusal.server} refused the notes on call ${request.callId} for good (${refusal.code}): ${sentence(refusal.message)} ${where}`,
    },
  );
}

/** Says of a listed call where its notes are now. */
export function notesAre(model: DeskModel, callId: string, notes: RecentCall['notes']): Step {
  const { recentCalls } = model.view;
  if (!recentCalls.some((call) => call.callId === callId && call.notes !== notes)) return step(model);
  const calls = recentCalls.map((call) => (call.callId === callId ? { ...call, notes } : call));
  return step(withView(model, { recentCalls: calls }), { type: 'keepRecentCalls', calls });
}

/** The switch has them: they are gone from the outbox. */
export function notesTaken(model: DeskModel, { id, callId }: WrapUpData): Step {
  return andThen(step(model, { type: 'posted', id }), (now) => notesAre(now, callId, 'sent'));
}

function callWords({ view }: DeskModel, { callId }: WrapUpData): string {
  const call = view.recentCalls.find((one) => one.callId === callId);
  const who = call?.name || call?.number;
  return who ? `the call with ${who}` : `call ${callId}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function sending(request: WrapUpData): Effect {
  return { type: 'sendCti', request };
}
