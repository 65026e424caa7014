import type { Call } from '../../contract/cti/call.ts';
import { callLabel } from '../../contract/cti/call-label.ts';
import { enablementMask } from '../../contract/cti/enablement.ts';
import type { ConnectionView, SideView, VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { securityOfText } from '../../contract/servers/connection-view.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import type { PhoneCall } from '../../contract/softphone/phone-call.ts';
import { isAtRest } from './at-rest.ts';
import { audioTold, rememberedAudio } from './audio.ts';
import { dismissBanner, showBanner } from './banners.ts';
import { callEnded, endUnseen, phaseChanged } from './calls.ts';
import type { Moment } from './inputs.ts';
import { andThen, type DeskModel, type Step, step, withView } from './model.ts';
import { registration } from './phone-registration.ts';
import { phoneLostCalls } from './redelivery.ts';
import { leavePhone } from './session-end.ts';
import { dropSession, newSession, phaseOf, putSession, sessionOf } from './sessions.ts';
import { woke } from './woke.ts';
import { closeSession } from './wrap-up.ts';

/** What the phone says: it knows its own calls and its own sound best. */
export function phoneEventTransition(model: DeskModel, event: PhoneEvent, moment: Moment): Step {
  switch (event.type) {
    case 'ready':
      return step(phoneBeganAnew(model, moment), ...rememberedAudio(model), ...registration(model), {
        type: 'phone',
        command: { type: 'agentIdle', isIdle: isAtRest(model) },
      });
    case 'registration':
      return step(registrationChanged(model, event, moment.now));
    case 'call':
      return phoneCallChanged(model, event.call, moment);
    case 'callEnded':
      return phoneCallEnded(model, event.callId, event.cause, moment);
    case 'refused':
      return step(
        releasedAlready(model, event)
          ? model
          : showBanner(model, { id: 'phone', tone: 'warning', text: event.message }, moment.now),
      );
    case 'quality': {
      const session = sessionOf(model, event.callId);
      return step(session ? putSession(model, { ...session, quality: event.quality }) : model);
    }
    case 'silence':
      return step(silenceTold(model, event, moment.now));
    // For the flight recorder, which has it from here.
    case 'sip':
      return step(model);
    case 'network':
      return woke(model, 'network-changed', null, moment.now);
    case 'audio':
      return step(audioTold(model, event.audio));
    case 'microphoneLevel':
      return step(withView(model, { audio: { ...model.view.audio, microphoneLevel: event.dbfs } }));
  }
}

/** It was asked to release a call that has ended there meanwhile: nothing is wrong. */
function releasedAlready(
  model: DeskModel,
  { command, callId }: Extract<PhoneEvent, { type: 'refused' }>,
): boolean {
  return command === 'release' && callId !== null && (sessionOf(model, callId)?.phone ?? null) === null;
}

/** Signalling may never tell that the far end is gone: the phone hears it by the sound that no longer comes. */
function silenceTold(
  model: DeskModel,
  { callId, silentForMs }: Extract<PhoneEvent, { type: 'silence' }>,
  now: number,
): DeskModel {
  const session = sessionOf(model, callId);
  if (!session || silentForMs === null) return dismissBanner(model, silenceBanner(callId));
  const text = `No sound has come from ${callLabel(session.call)} for ${Math.round(silentForMs / 1000)} s. The call is still up; should the sound stay away, it ends by itself.`;
  return showBanner(model, { id: silenceBanner(callId), tone: 'warning', text }, now);
}

function silenceBanner(callId: string): string {
  return `silence ${callId}`;
}

function registrationChanged(
  model: DeskModel,
  event: Extract<PhoneEvent, { type: 'registration' }>,
  now: number,
): DeskModel {
  const servers = model.attempt?.profile.sip;
  const before = model.view.connections.sip;
  const sideView = (side: Side): SideView => {
    const { state, error } = event.sides[side];
    const was = before.sides[side];
    const same = was.state === state;
    const answers = state === 'in-use' || state === 'standby';
    const address = servers ? servers[side === 'A' ? 'a' : 'b'] : null;
    return {
      address,
      security: securityOfText(address),
      state,
      since: same ? was.since : now,
      error,
      answeredAt: answers && !same ? now : was.answeredAt,
    };
  };
  const { status, inUse, misconfigured } = event;
  const sip: ConnectionView = {
    kind: 'sip',
    sides: { A: sideView('A'), B: sideView('B') },
    inUse,
    status,
    since: before.status === status ? before.since : now,
    misconfigured,
  };
  return withView(model, {
    // Registered on one side, the error tells of the other: the connections popover has it.
    phone: { registration: event.state, error: event.state === 'registered' ? null : event.error },
    connections: { ...model.view.connections, sip },
  });
}

function phoneCallChanged(model: DeskModel, phone: PhoneCall, moment: Moment): Step {
  const before = sessionOf(model, phone.callId);
  if (isOld(model, before, phone)) return step(model);
  if (before?.phase === 'ended') {
    return andThen(closeSession(model, before, moment), (now) => phoneCallChanged(now, phone, moment));
  }
  const base = before ?? newSession(model, callOfPhone(phone, moment.now + model.view.clockOffsetMs), phone);
  const alone = before === undefined || model.knownByPhoneAlone.includes(phone.callId);
  const call = alone ? answeredByPhone(base.call, phone, moment.now + model.view.clockOffsetMs) : base.call;
  const session = { ...base, call, phone, phase: phaseOf(call, phone) };
  const known: DeskModel = {
    ...putSession(model, session),
    knownByPhoneAlone:
      before === undefined ? [...model.knownByPhoneAlone, phone.callId] : model.knownByPhoneAlone,
  };
  const { model: shown, effects } = phaseChanged(known, before?.phase ?? null, session, moment);
  const waiting = phone.phase === 'ringing' && model.answerWhenRinging.includes(phone.callId);
  if (!waiting) return step(shown, ...effects);
  return step(
    { ...shown, answerWhenRinging: shown.answerWhenRinging.filter((id) => id !== phone.callId) },
    ...effects,
    { type: 'phone', command: { type: 'answer', callId: phone.callId } },
  );
}

/**
 * What the phone says of a call that is over for the switch is old news, until it rings anew; and on a desk that is
 * logged out no call begins.
 */
function isOld(model: DeskModel, before: VoiceSession | undefined, phone: PhoneCall): boolean {
  if (before === undefined && model.attempt === null) return true;
  const rings = phone.phase === 'ringing';
  return !rings && (before?.phase === 'ended' || model.endedAtSwitch.includes(phone.callId));
}

/** The phone's window was loaded anew: whatever calls it had are gone from it, and with them their sound. */
function phoneBeganAnew(before: DeskModel, moment: Moment): DeskModel {
  const { phone: shown } = before.view;
  const isOut = shown.registration === 'registered';
  const model = isOut ? withView(before, { phone: { ...shown, registration: 'registering' } }) : before;
  const cut = voiceSessions(model.view.sessions).filter(({ phone }) => phone !== null);
  if (cut.length === 0) return model;
  const lost = phoneLostCalls(model, cut);
  // One that rings is offered to the phone again by itself.
  if (!cut.some(({ phase }) => phase !== 'offered')) return lost;
  const then = model.attempt ? 'Getting it back.' : 'Hang up at the phone that has the call, or call back.';
  const text = `The phone had to be started again, and the sound of your call is gone. ${then}`;
  return showBanner(lost, { id: 'phone', tone: 'error', text }, moment.now);
}

function phoneCallEnded(before: DeskModel, callId: string, cause: string, moment: Moment): Step {
  const model = dismissBanner(before, silenceBanner(callId));
  const session = sessionOf(model, callId);
  const known: DeskModel = { ...model, endedAtSwitch: model.endedAtSwitch.filter((id) => id !== callId) };
  if (!session || session.phase === 'ended') return step(known);
  if (known.view.login.phase === 'displaced') return callAfterTakeOver(known, session, moment);
  if (model.knownByPhoneAlone.includes(callId)) {
    const endedAt = moment.now + model.view.clockOffsetMs;
    const call: Call = {
      ...session.call,
      connection: 'Cleared',
      endedAt,
      enablement: 0,
      end: { cause: 'switch', message: cause },
    };
    return callEnded(known, { ...session, phone: null, call, phase: 'ended' }, moment);
  }
  // On its way back to the phone it did not get there; the switch, which has the call, says so.
  if (model.redeliveries[callId]) return step(putSession(known, { ...session, phone: null, quality: null }));
  const at = moment.now + model.view.clockOffsetMs;
  const told: DeskModel = { ...known, endedAtPhone: { ...known.endedAtPhone, [callId]: { at, cause } } };
  // The switch tells the end too, with its cause; while no CTI server answers, the phone's word is the only one.
  return model.view.agent?.known === 'live'
    ? step(putSession(told, { ...session, phone: null, quality: null }))
    : endUnseen(told, { ...session, phone: null }, moment);
}

/** A call that outlived a take-over is over: after the last one the phone goes too. */
function callAfterTakeOver(model: DeskModel, session: VoiceSession, moment: Moment): Step {
  const left = dropSession(model, session.id);
  return left.view.sessions.length > 0 ? step(left) : leavePhone(left, moment);
}

/** A call that the phone alone knows: what SIP tells of it, and no more. Never claims what is not known. */
function callOfPhone(phone: PhoneCall, now: number): Call {
  return {
    callId: phone.callId,
    direction: phone.direction,
    type: 'direct',
    consultOf: null,
    connection: phone.phase === 'ringing' ? 'Alerting' : 'Connected',
    parties: [
      { id: 'far-end', number: phone.from.number, name: phone.from.name, role: 'other', state: 'Connected' },
    ],
    dialled: '',
    skillGroup: null,
    variables: {},
    customer: null,
    segments: [{ kind: phone.phase === 'ringing' ? 'alerting' : 'talking', startedAt: now, endedAt: null }],
    offeredAt: now,
    answeredAt: phone.phase === 'established' ? now : null,
    endedAt: null,
    noAnswerAt: null,
    end: null,
    enablement: enablementMask(['answer', 'release', 'hold', 'retrieve']),
  };
}

function answeredByPhone(call: Call, phone: PhoneCall, now: number): Call {
  if (phone.phase !== 'established' || call.answeredAt !== null) return call;
  return {
    ...call,
    connection: 'Connected',
    answeredAt: now,
    segments: [
      ...call.segments.map((segment) => (segment.endedAt === null ? { ...segment, endedAt: now } : segment)),
      { kind: 'talking', startedAt: now, endedAt: null },
    ],
  };
}
