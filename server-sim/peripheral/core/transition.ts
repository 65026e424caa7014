import { never } from '../../../contract/result.ts';
import { attach, detach } from '../agents/desks.ts';
import { beginAnew, changeStatus, clearAll, holdVoice, supervise } from '../agents/supervision.ts';
import { deviceReport } from '../calls/device-reports.ts';
import { edgeLost } from '../calls/edge-lost.ts';
import { farEndHangsUp, placeCall } from '../calls/inbound-calls.ts';
import { findLeg, isDeviceParty } from '../calls/parties.ts';
import { route } from '../calls/routing.ts';
import type { SwitchInput, SwitchOutput } from '../messages.ts';
import { request } from '../requests/requests.ts';
import { earliestTouched, meetDeadline, nextDeadline } from './deadlines.ts';
import { settle } from './settle.ts';
import type { SwitchState } from './state.ts';
import { closeTurn, happened, openTurn, type Turn } from './turn.ts';

export interface Transition {
  readonly state: SwitchState;
  readonly outputs: readonly SwitchOutput[];
}

/**
 * The switch: what happens makes a new state and a list of things to do. Whatever was due before now comes first, each
 * at its own time, so that a clock that was held and advanced finds the same history as one that ran.
 */
export function transition(state: SwitchState, input: SwitchInput, now: number): Transition {
  const outputs: SwitchOutput[] = [];
  let current = state;
  const live = (at: number, work: (turn: Turn) => void): void => {
    const turn = openTurn(current, at);
    work(turn);
    settle(turn);
    route(turn);
    settle(turn);
    current = closeTurn(turn);
    current = { ...current, quietUntil: Math.min(current.quietUntil, earliestTouched(turn, current)) };
    outputs.push(...turn.outputs);
  };
  while (current.quietUntil <= now) {
    const next = nextDeadline(current);
    if (next && next.at <= now) live(next.at, (turn) => meetDeadline(turn, next));
    else current = { ...current, quietUntil: next?.at ?? Number.POSITIVE_INFINITY };
  }
  if (input.type !== 'time' || current.time < now) live(now, (turn) => take(turn, input));
  return { state: input.type === 'reset' ? beginAnew(current, input.plan) : current, outputs };
}

function take(turn: Turn, input: SwitchInput) {
  switch (input.type) {
    case 'attach':
      return attach(turn, input.sessionId, input.attachment);
    case 'detach':
      return detach(turn, input.sessionId);
    case 'request':
      return request(turn, input.sessionId, input.request);
    case 'device':
      return deviceReport(turn, input.report);
    case 'edgeLost':
      return edgeLost(turn, input.side);
    case 'digit':
      return digit(turn, input.legId, input.digit);
    case 'placeCall':
      return placeCall(turn, input.call);
    case 'farEndHangsUp':
      return farEndHangsUp(turn, input.callId, input.party);
    case 'setFarEnd':
      return turn.farEnds.set(input.farEnd.number, input.farEnd);
    case 'supervise':
      return supervise(turn, input);
    case 'holdVoice':
      return holdVoice(turn, input.agentId, input.isHeld);
    case 'status':
      return changeStatus(turn, input.status);
    case 'reset':
      return clearAll(turn);
    case 'time':
      return;
    default:
      return never(input);
  }
}

function digit(turn: Turn, legId: string, key: string): void {
  const found = findLeg(turn, legId);
  if (!found) return;
  const { call, party } = found;
  const device = isDeviceParty(party) ? party.end : null;
  happened(turn, {
    type: 'digit',
    callId: call.callId,
    ...(device ? { device: device.device } : {}),
    ...(device?.agentId ? { agentId: device.agentId } : {}),
    detail: { digit: key, number: party.number },
  });
}
