import { callLabel } from '../../contract/cti/call-label.ts';
import type { VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { isWhole } from './attempt.ts';
import { showBanner } from './banners.ts';
import type { Effect, SoundWait } from './effects.ts';
import type { Moment } from './inputs.ts';
import { andThen, awaiting, type DeskModel, type Redelivery, type Step, step, withView } from './model.ts';
import { sessionOf } from './sessions.ts';

/** How long a call may be on its way back: INVITE, the microphone (5 s at most) and media, milliseconds. */
const onItsWayMs = 10_000;

/** Pauses before it is asked for again, milliseconds; after the last it is given up until the phone registers anew. */
const pausesMs = [1_000, 4_000, 15_000] as const;

/**
 * How often a call is asked for that another phone of the device has, milliseconds. The first time that phone is asked for
 * a sign of life: one that is gone without a word has been let go soon after (4 s at the most, by default).
 */
const whileElsewhereMs = 15_000;
const onceElsewhereMs = 5_000;

const bannerId = 'phone';

/**
 * Gets the sound of standing calls back to a phone that has lost them: its window died, or the whole app. The switch is
 * asked to deliver each to its device again (as a phone that registers gets what waits for it: RFC 8599, 5.3). Runs
 * after every transition.
 */
export function withSoundSought(done: Step, moment: Moment): Step {
  const { model } = done;
  if (model.identity.phone !== 'softphone') return done;
  const isIdle = Object.keys(model.redeliveries).length === 0 && model.mutedWhenLost.length === 0;
  const isLost = (session: VoiceSession): boolean => session.soundReturns || lacksSound(model, session);
  if (isIdle && !voiceSessions(model.view.sessions).some(isLost)) return done;
  const steps = [forgetOutdated, tellReturned, askForLost];
  const sought = steps.reduce((so, next) => andThen(so, (now) => next(now, moment)), done);
  return { ...sought, model: withReturnsShown(sought.model) };
}

/** The phone began anew: what it had is gone from it. */
export function phoneLostCalls(model: DeskModel, cut: readonly VoiceSession[]): DeskModel {
  const sessions = model.view.sessions.map((session) =>
    session.kind === 'voice' ? { ...session, phone: null, quality: null } : session,
  );
  const muted = cut.filter(({ phone }) => phone?.muted).map(({ id }) => id);
  const mutedWhenLost = [...new Set([...model.mutedWhenLost, ...muted])];
  return { ...withView(model, { sessions }), mutedWhenLost, redeliveries: {} };
}

/** Why a call did not come; one that another phone has is not lost. */
export interface RedeliveryFailure {
  readonly why: string;
  readonly isElsewhere: boolean;
}

/** A call was asked for, and does not come. One that is elsewhere is asked for until it is over: its phone may go. */
export function redeliveryFailed(
  model: DeskModel,
  callId: string,
  { why, isElsewhere }: RedeliveryFailure,
  moment: Moment,
): Step {
  const redelivery = model.redeliveries[callId];
  const session = sessionOf(model, callId);
  if (redelivery?.stage !== 'asked' || !session) return step(model);
  const { attempt } = redelivery;
  const sentence = `Call ${callId} did not come back to the phone (attempt ${attempt}): ${why}.`;
  const log: Effect = { type: 'log', level: 'warn', sentence };
  const elsewhereMs = attempt === 1 ? onceElsewhereMs : whileElsewhereMs;
  const ms = isElsewhere ? elsewhereMs : pausesMs[attempt - 1];
  if (ms !== undefined) {
    const resting = withRedelivery(model, callId, { stage: 'resting', attempt, isElsewhere });
    return step(resting, log, { type: 'awaitSound', callId, attempt, wait: 'pause', ms });
  }
  const text = `The sound of your call with ${callLabel(session.call)} could not be brought back. Transfer the call, or release it and call back.`;
  const givenUp = withRedelivery(model, callId, { stage: 'given-up', attempt, isElsewhere });
  return step(showBanner(givenUp, { id: bannerId, tone: 'error', text }, moment.now), log);
}

/** What was waited for has had its time. */
export function soundAwaited(model: DeskModel, { callId, attempt, wait }: SoundWait, moment: Moment): Step {
  const redelivery = model.redeliveries[callId];
  if (redelivery?.attempt !== attempt) return step(model);
  if (wait === 'call') {
    const pending = Object.entries(model.pending).filter(
      ([, one]) => one.about !== 'redelivery' || one.callId !== callId,
    );
    const failure = { why: `nothing came within ${onItsWayMs / 1_000} s`, isElsewhere: false };
    return redeliveryFailed({ ...model, pending: Object.fromEntries(pending) }, callId, failure, moment);
  }
  const session = sessionOf(model, callId);
  if (redelivery.stage !== 'resting' || !session || !canAsk(model) || !lacksSound(model, session)) {
    return step(model);
  }
  return askFor(model, callId, attempt + 1, moment);
}

/** The switch has it up at this device, and the phone knows no such call. What the phone itself ended is none. */
function lacksSound(model: DeskModel, { id, call, phase, phone }: VoiceSession): boolean {
  const isUp = call.connection === 'Connected' || call.connection === 'Held';
  return isUp && phase !== 'ended' && phone === null && model.endedAtPhone[id] === undefined;
}

function canAsk({ attempt, view }: DeskModel): boolean {
  return isWhole(attempt) && view.phone.registration === 'registered';
}

/** Calls that are over, and attempts of a phone that is not registered any more: it begins anew when it is. */
function forgetOutdated(model: DeskModel): Step {
  const isCurrent = (callId: string): boolean => (sessionOf(model, callId)?.phase ?? 'ended') !== 'ended';
  const isRegistered = model.view.phone.registration === 'registered';
  const kept = Object.entries(model.redeliveries).filter(([callId]) => isRegistered && isCurrent(callId));
  const mutedWhenLost = model.mutedWhenLost.filter(isCurrent);
  return step({ ...model, mutedWhenLost, redeliveries: Object.fromEntries(kept) });
}

/** The phone has them again: muted as they were, and told of when they are up. */
function tellReturned(model: DeskModel, moment: Moment): Step {
  return voiceSessions(model.view.sessions).reduce<Step>(
    (so, session) => andThen(so, (now) => returned(now, session, moment)),
    step(model),
  );
}

function returned(model: DeskModel, { id, call, phone }: VoiceSession, moment: Moment): Step {
  if (phone === null || phone.phase === 'ringing') return step(model);
  const mute: readonly Effect[] = model.mutedWhenLost.includes(id)
    ? [{ type: 'phone', command: { type: 'mute', callId: id, muted: true } }]
    : [];
  const here = { ...model, mutedWhenLost: model.mutedWhenLost.filter((callId) => callId !== id) };
  const { [id]: redelivery, ...others } = model.redeliveries;
  if (!redelivery || phone.phase !== 'established') return step(here, ...mute);
  const text = `The sound of your call with ${callLabel(call)} is back.`;
  const banner = { id: bannerId, tone: 'plain', text } as const;
  return step(showBanner({ ...here, redeliveries: others }, banner, moment.now), ...mute);
}

function askForLost(model: DeskModel, moment: Moment): Step {
  if (!canAsk(model)) return step(model);
  const lost = voiceSessions(model.view.sessions).filter(
    (session) => lacksSound(model, session) && model.redeliveries[session.id] === undefined,
  );
  return lost.reduce<Step>((so, { id }) => andThen(so, (now) => askFor(now, id, 1, moment)), step(model));
}

function askFor(model: DeskModel, callId: string, attempt: number, moment: Moment): Step {
  const request = { type: 'RedeliverCallRequest', id: moment.newId(), callId } as const;
  const isElsewhere = model.redeliveries[callId]?.isElsewhere ?? false;
  const asked = withRedelivery(model, callId, { stage: 'asked', attempt, isElsewhere });
  const sentence = `The phone does not have call ${callId}: the switch is asked to deliver it again.`;
  return step(
    awaiting(asked, request.id, { about: 'redelivery', callId, request }),
    { type: 'log', level: 'info', sentence },
    { type: 'sendCti', request },
    { type: 'awaitSound', callId, attempt, wait: 'call', ms: onItsWayMs },
  );
}

function withRedelivery(model: DeskModel, callId: string, redelivery: Redelivery): DeskModel {
  return { ...model, redeliveries: { ...model.redeliveries, [callId]: redelivery } };
}

/** The sessions say which of them are wanted back: also while nobody can be asked for them yet. */
function withReturnsShown(model: DeskModel): DeskModel {
  const isWorking = model.attempt?.stage === 'logged-in';
  const sessions = model.view.sessions.map((session) => {
    if (session.kind !== 'voice') return session;
    const { stage, isElsewhere = false } = model.redeliveries[session.id] ?? {};
    const isWanted = isWorking && stage !== 'given-up' && !isElsewhere;
    const soundReturns = isWanted && lacksSound(model, session);
    return session.soundReturns === soundReturns ? session : { ...session, soundReturns };
  });
  return withView(model, { sessions });
}
