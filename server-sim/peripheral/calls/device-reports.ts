import { systemReason } from '../../../contract/cti/system-reasons.ts';
import { never } from '../../../contract/result.ts';
import type { DeviceReport, EdgeSide } from '../../links/device-control.ts';
import { deviceRegistered, deviceUnregistered, followDevice, isUnanswered } from '../agents/registrations.ts';
import type { DeviceParty, SwitchedCall } from '../core/state.ts';
import { mark, type Turn } from '../core/turn.ts';
import { causeOfRefusal, type LegEnd } from './call-ends.ts';
import { callNow, leaveCall, putCall } from './calls.ts';
import { established, targetFailed } from './dialling.ts';
import { changeHold } from './holding.ts';
import { dropRedelivery, orderEdge } from './legs.ts';
import { deviceDialled, ownPhoneAnswered } from './outbound-calls.ts';
import { findLeg, findRedelivery, isDeviceParty, withParty } from './parties.ts';
import { redeliveryReport } from './redelivery.ts';
import { rejectedReason, takeBack } from './routing.ts';

/** What a SIP edge says of a device. Reports about legs that are over mean nothing any more. */
export function deviceReport(turn: Turn, report: DeviceReport) {
  const redelivery = 'legId' in report ? findRedelivery(turn, report.legId) : undefined;
  if (redelivery) return redeliveryReport(turn, redelivery, report);
  switch (report.type) {
    case 'registered':
      return deviceRegistered(turn, report.device, report.side);
    case 'unregistered':
      return deviceUnregistered(turn, report.device, report.side, report.cause);
    case 'dialled':
      return deviceDialled(turn, report);
    case 'alerting':
      return;
    case 'answered':
      return onLeg(turn, report.legId, (call, party) => answered(turn, call, party));
    case 'refused':
      return onLeg(turn, report.legId, (call, party) => refused(turn, call, party, report));
    case 'unreached':
      return onLeg(turn, report.legId, (call, party) => unreached(turn, call, party, report.reason));
    case 'held':
      return onLeg(turn, report.legId, (call, party) => held(turn, call, party));
    case 'retrieved':
      return onLeg(turn, report.legId, (call, party) => retrieved(turn, call, party));
    case 'released':
      return onLeg(turn, report.legId, (call, party) => released(turn, call, party, report.reason));
    case 'moved':
      return onLeg(turn, report.legId, (call, party) => moved(turn, call, party, report));
    default:
      return never(report);
  }
}

/**
 * The phone is gone while the call rings at it. It rings on, and is offered again when the device registers; who is not
 * back in time is treated as one who does not answer. Where the device has registered again already, at once.
 */
function unreached(turn: Turn, call: SwitchedCall, party: DeviceParty, reason: string): void {
  if (!isUnanswered(party)) {
    released(turn, call, party, reason);
    return;
  }
  const registered = turn.devices.get(party.end.device)?.registrations[0];
  const isBack = registered !== undefined && registered === party.end.edge;
  putCall(turn, withParty(call, { ...party, end: { ...party.end, edge: null } }));
  const waiting = findLeg(turn, party.legId);
  if (isBack && waiting && isDeviceParty(waiting.party)) {
    followDevice(turn, waiting.call, waiting.party, registered);
  }
}

/** The phone at which the call rang did not register again in time. */
export function phoneNotBack(turn: Turn, callId: string, partyId: string): void {
  const call = callNow(turn, callId);
  const party = call.parties.find((one) => one.partyId === partyId);
  if (!party || !isDeviceParty(party)) return;
  const message = `The phone ${party.end.device} is out of service: it is not registered with any SIP edge`;
  declined(turn, call, party, { cause: 'out-of-service', message }, true);
}

function onLeg(turn: Turn, legId: string, react: (call: SwitchedCall, party: DeviceParty) => void): void {
  const found = findLeg(turn, legId);
  if (found && isDeviceParty(found.party)) react(found.call, found.party);
}

/** The device answered: by itself for third-party call control, or because its agent did. */
export function answered(turn: Turn, call: SwitchedCall, party: DeviceParty) {
  if (party.state === 'Initiated' && party.end.origin === 'auto-answer') {
    return ownPhoneAnswered(turn, call.callId, party);
  }
  if (party.state !== 'Alerting') return;
  const routing = call.routing.step === 'offered' ? ({ step: 'none' } as const) : call.routing;
  putCall(turn, { ...withParty(call, { ...party, state: 'Connected' }), routing });
  established(turn, call.callId);
}

/** The device's final response to an offer (RFC 3261, 21): the agent said no, or the phone is out of service. */
function refused(
  turn: Turn,
  call: SwitchedCall,
  party: DeviceParty,
  { status, reason }: { readonly status: number; readonly reason: string },
): void {
  const cause = causeOfRefusal(status);
  const device = party.end.device;
  const message =
    cause === 'rejected'
      ? `${party.name} rejected the call`
      : `The phone ${device} is out of service: it answered ${status} ${reason}`;
  declined(turn, call, party, { cause, message }, true);
}

/** A leg that was offered, or dialled by the device itself, comes to nothing. */
export function declined(turn: Turn, call: SwitchedCall, party: DeviceParty, end: LegEnd, isGone: boolean) {
  if (call.routing.step === 'offered' && call.routing.partyId === party.partyId) {
    const reasonCode = end.cause === 'rejected' ? rejectedReason : systemReason.phoneOutOfService;
    return takeBack(turn, call.callId, end, { isGone, reasonCode });
  }
  if (party.state === 'Connected') return leaveCall(turn, call.callId, { party, isGone }, end);
  if (party.end.origin === 'auto-answer') mark(turn, call.callId, 'Failed', party.end.agentId);
  targetFailed(turn, call.callId, { party, isGone }, end);
}

function held(turn: Turn, call: SwitchedCall, party: DeviceParty): void {
  if (party.state === 'Connected') changeHold(turn, call, party, { isHeldByPhone: true });
}

/** The phone is in charge of its own calls: what it retrieves is no longer held for a consultation either. */
function retrieved(turn: Turn, call: SwitchedCall, party: DeviceParty): void {
  if (party.state === 'Connected') {
    changeHold(turn, call, party, { isHeldByPhone: false, isHeldBySwitch: false });
  }
}

/** The device goes on with the leg through another edge: there it is released from now on. */
function moved(
  turn: Turn,
  call: SwitchedCall,
  party: DeviceParty,
  { side, isShared }: { readonly side: EdgeSide; readonly isShared: boolean },
): void {
  const { legId, end } = party;
  if (end.edge === side) return;
  if (end.edge && !isShared) orderEdge(turn, end.edge, { type: 'forget', legId });
  putCall(turn, withParty(call, { ...party, end: { ...end, edge: side } }));
}

function released(turn: Turn, call: SwitchedCall, party: DeviceParty, reason: string) {
  if (party.state === 'Alerting') {
    const message = `The phone ${party.end.device} ended the call before it was answered: ${reason}`;
    return declined(turn, call, party, { cause: 'out-of-service', message }, true);
  }
  const end: LegEnd = { cause: 'released-by-agent', message: `${party.name} hung up` };
  if (party.end.redelivery) dropRedelivery(turn, party.end.redelivery, end.message);
  leaveCall(turn, call.callId, { party, isGone: true }, end);
}
