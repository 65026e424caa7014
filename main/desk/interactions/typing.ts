import { isOpen } from '../attempt.ts';
import type { Effect } from '../effects.ts';
import type { Moment } from '../inputs.ts';
import { awaiting, type DeskModel, type Step, step, type Typing } from '../model.ts';

/** The other end is told no more often that he types, milliseconds. */
const toldEveryMs = 1_000;

/** So long after his last keystroke he has stopped, milliseconds. */
const stopsAfterMs = 5_000;

/** He types, or has stopped. The other end is told when that changes, and never asked to remember it: it ends by itself. */
export function agentTypes(model: DeskModel, sessionId: string, isTyping: boolean, moment: Moment): Step {
  const before = model.typing[sessionId];
  if (!isTyping) return before?.isTyping ? tell(model, sessionId, false, moment) : step(model);
  if (!isOpen(model.attempt)) return step(model);
  if (before?.isTyping) return step(withTyping(model, sessionId, { ...before, lastAt: moment.now }));
  if (before && moment.now - before.toldAt < toldEveryMs) return step(model);
  const told = tell(model, sessionId, true, moment);
  return step(told.model, ...told.effects, { type: 'awaitTyping', sessionId, ms: stopsAfterMs });
}

/** His time is up, unless he went on typing: then he has more of it. */
export function typingPaused(model: DeskModel, sessionId: string, moment: Moment): Step {
  const typing = model.typing[sessionId];
  if (!typing?.isTyping) return step(model);
  const leftMs = typing.lastAt + stopsAfterMs - moment.now;
  // A clock that was set back would keep him typing for ever.
  if (leftMs > 0 && leftMs <= stopsAfterMs)
    return step(model, { type: 'awaitTyping', sessionId, ms: leftMs });
  return tell(model, sessionId, false, moment);
}

function tell(model: DeskModel, interactionId: string, isTyping: boolean, moment: Moment): Step {
  const { now } = moment;
  const typing = withTyping(model, interactionId, { isTyping, toldAt: now, lastAt: now });
  if (!isOpen(model.attempt)) return step(typing);
  const id = moment.newId();
  const send: Effect = {
    type: 'sendSessions',
    request: { type: 'SetTypingRequest', id, interactionId, isTyping },
  };
  return step(awaiting(typing, id, { about: 'typing' }), send);
}

function withTyping(model: DeskModel, sessionId: string, typing: Typing): DeskModel {
  return { ...model, typing: { ...model.typing, [sessionId]: typing } };
}
