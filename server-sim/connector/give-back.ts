import { systemReason } from '../../contract/cti/system-reasons.ts';
import type { SessionsRequest } from '../../contract/sessions/requests.ts';
import { isAgentsOwn, type RerouteReason } from '../../contract/sessions/reroute-reason.ts';
import { setAllReady } from '../media-routing/readiness.ts';
import { takeBack } from '../media-routing/task-life.ts';
import { happened, type Turn } from '../media-routing/turn.ts';
import { notNow, type Refusal, taskOf, unknownInteraction } from './own-task.ts';

type RejectOffer = Extract<SessionsRequest, { type: 'RejectOfferRequest' }>;

/**
 * The desk gives an offer back (seed 001, "Behavior on reject/reroute"). The agent's own reject (M) changes no state;
 * any other sets him Not Ready. On voice nothing changes: the call rings on until RONA takes it.
 */
export function giveBack(turn: Turn, agentId: string, asked: RejectOffer): Refusal | null {
  const { interactionId, channel, reason } = asked;
  const note = (): void =>
    happened(turn, { type: 'interaction', agentId, interactionId, detail: { rejected: reason, channel } });
  if (channel === 'voice') {
    note();
    return null;
  }
  const task = taskOf(turn, agentId, interactionId);
  if (!task) return unknownInteraction(agentId, interactionId);
  if (task.stage.phase !== 'offered') return notNow(task, 'given back');
  note();
  const isOwn = isAgentsOwn(reason);
  if (!isOwn) {
    const reasonCode = notReadyFor(reason);
    setAllReady(turn, agentId, false, reasonCode);
    turn.outputs.push({ type: 'setNotReady', agentId, reasonCode });
  }
  const message = isOwn
    ? 'You rejected it; it went back to the router'
    : 'No session was free for it; it went back to the router';
  takeBack(turn, task, { cause: 'rejected', message }, isOwn ? 'REJECT' : 'REROUTE');
  return null;
}

function notReadyFor(reason: RerouteReason | null): number {
  if (reason === 'A1') return systemReason.sessionsFull;
  return reason === 'A0' ? systemReason.httpSessionsFull : systemReason.givenBack;
}
