import { dirname } from 'node:path';
import type { RecentCall } from '../../contract/desk/desk-state.ts';
import { serverNoun } from '../../contract/servers/server-kind.ts';
import type { FailureConf } from '../../contract/wire/common.ts';
import { asSentence } from './as-sentence.ts';
import { showBanner } from './banners.ts';
import { connectedServer } from './connected-server.ts';
import type { Input, Moment } from './inputs.ts';
import { messageGivenUp } from './interactions/unsent.ts';
import { andThen, answered, awaiting, type DeskModel, type Step, step, withView } from './model.ts';
import { isForGood } from './post-refusal.ts';
import { type Post, wireOf } from './posts.ts';
import { postNames, postWords } from './sent-words.ts';

/**
 * Its server did not take what he wrote. What may pass stays in the outbox, for the next login; what never does is set
 * aside once, so that nothing is lost and nothing is offered for ever: until it is, it is known here, and not sent again
 * though the outbox still has it.
 */
export function postRefused(model: DeskModel, request: Post, failure: FailureConf, moment: Moment): Step {
  const { code, message } = failure;
  const agentId = model.attempt?.login.agentId;
  const { byWhom } = postWords(model, request);
  if (!isForGood(model, request, code) || agentId === undefined) {
    const sentence = `${capitalised(postNames(request))} stay in the outbox, for ${byWhom} does not take them now: ${message}`;
    // It waits here too: what it is about may take it before another login does.
    const kept = awaiting(model, request.id, {
      about: 'post',
      request,
      stage: 'to-server',
      commandId: null,
    });
    const waits = request.type === 'SetCallDataRequest' ? model : kept;
    return step(waits, { type: 'log', level: 'warn', sentence });
  }
  const wire = wireOf(request);
  const server = connectedServer(model.view.connections[wire]) ?? `The ${serverNoun[wire]}`;
  return step(awaiting(model, request.id, { about: 'post', request, stage: 'refused', commandId: null }), {
    type: 'setPostAside',
    agentId,
    request,
    refusal: { code, message, server, at: moment.now },
  });
}

/** Tells the agent, once, where what he wrote is; and the log, why. */
export function postSetAside(
  model: DeskModel,
  { request, refusal, kept }: Extract<Input, { type: 'postSetAside' }>,
  moment: Moment,
): Step {
  const words = postWords(model, request);
  const several = model.view.banners.some(({ id }) => id === words.bannerId);
  const where = kept.ok
    ? `They are kept in ${several ? dirname(kept.value.file) : kept.value.file} and are not sent again.`
    : `They could not be set aside (${asSentence(kept.error.message)}), so they are offered again at your next login.`;
  const text = several
    ? `${capitalised(words.byWhom)} did not take ${words.several}, for reasons that are kept with them. ${where}`
    : `${capitalised(words.byWhom)} did not take ${words.what}: ${asSentence(refusal.message)} ${where}`;
  const rest = answered(model, request.id).model;
  const listed =
    request.type === 'SetCallDataRequest'
      ? notesAre(rest, request.callId, kept.ok ? 'refused' : 'here')
      : step(messageGivenUp(rest, request));
  return step(
    showBanner(listed.model, { id: words.bannerId, tone: 'error', text }, moment.now),
    ...listed.effects,
    {
      type: 'log',
      level: 'warn',
      sentence: `${refusal.server} refused ${postNames(request)} for good (${refusal.code}): ${asSentence(refusal.message)} ${where}`,
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

/** Its server has it: it is gone from the outbox. */
export function postTaken(model: DeskModel, request: Post): Step {
  const taken = step(model, { type: 'posted', id: request.id, of: wireOf(request) });
  if (request.type !== 'SetCallDataRequest') return taken;
  return andThen(taken, (now) => notesAre(now, request.callId, 'sent'));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
