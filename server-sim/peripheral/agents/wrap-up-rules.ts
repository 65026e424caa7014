import { isAnswered, type Membership, membershipsOf } from '../calls/parties.ts';
import type { SwitchReader } from '../core/turn.ts';

/** What follows a call of an agent's. */
export interface WrapUpRule {
  /** It follows unless he chooses otherwise; else it follows where he chooses it. */
  readonly isRequired: boolean;
  /** Its limit, milliseconds; null: it has none. */
  readonly limitMs: number | null;
}

/**
 * The wrap-up that the call, as it is now, will have. ICM's agent desk settings have a mode for incoming calls and
 * one for outgoing calls (WrapupDataIncomingMode, WrapupDataOutgoingMode; CTI Server Message Reference,
 * AGENT_DESK_SETTINGS_CONF). Here a skill group says it for its own calls.
 */
export function wrapUpAfter(
  reader: SwitchReader,
  agentId: string,
  membership: Membership,
): WrapUpRule | null {
  if (!isAnswered(membership)) return null;
  const { call } = membership;
  if (isOutgoing(agentId, call)) {
    const { mode, limitMs } = reader.outgoingWrapUp;
    return mode === 'not-allowed' ? null : { isRequired: mode === 'required', limitMs };
  }
  const group = call.skillGroup === null ? undefined : reader.groups.get(call.skillGroup);
  const isInbound = call.views.get(agentId)?.direction === 'inbound';
  return group && group.wrapUpMs > 0 && isInbound ? { isRequired: true, limitMs: group.wrapUpMs } : null;
}

/** Whether an agent who is in calls may choose wrap-up: not where he dialled them all and that has none. */
export function mayWrapUp(reader: SwitchReader, agentId: string): boolean {
  if (reader.outgoingWrapUp.mode !== 'not-allowed') return true;
  const own = membershipsOf(reader, agentId).filter(({ call }) => call.consult?.by !== agentId);
  return own.length === 0 || own.some(({ call }) => !isOutgoing(agentId, call));
}

/** He dialled it. A consultation is part of the call that it was begun from. */
function isOutgoing(agentId: string, call: Membership['call']): boolean {
  return call.consult?.by !== agentId && call.views.get(agentId)?.direction === 'outbound';
}
