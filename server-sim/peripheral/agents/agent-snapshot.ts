import type { AgentSnapshot } from '../../../contract/cti/agent.ts';
import type { Agent } from '../core/state.ts';
import type { SwitchReader } from '../core/turn.ts';
import { agentMask } from '../requests/masks.ts';

/** The agent as his desk is told of him. */
export function agentSnapshot(reader: SwitchReader, agent: Agent): AgentSnapshot {
  return {
    agentId: agent.record.agentId,
    name: agent.record.name,
    device: agent.device,
    state: agent.state,
    reasonCode: agent.reasonCode,
    since: agent.since,
    next: agent.next,
    wrapUpEndsAt: agent.wrapUpEndsAt,
    wrapUpLimitMs: agent.wrapUpMs,
    loggedInAt: agent.loggedInAt,
    skillGroups: agent.record.skillGroups.flatMap((id) => {
      const group = reader.groups.get(id);
      return group ? [{ id, name: group.name }] : [];
    }),
    enablement: agentMask(reader, agent),
  };
}
