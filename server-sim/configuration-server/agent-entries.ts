import * as z from 'zod';
import type { AgentRecordKey } from '../../contract/configuration/messages.ts';
import { sameAgentName } from '../../contract/login-string/same-agent-name.ts';

/** An agent as the configuration servers know him: who logs in with a string that has no agent ID. */
export const agentEntry = z
  .object({
    agentId: z.string(),
    name: z.string(),
    /** The user of the operating system that this agent works as; null: none was set up. */
    systemUser: z.string().nullable(),
    password: z.string(),
  })
  .readonly();
export type AgentEntry = z.infer<typeof agentEntry>;

/** The agent of a record that was asked for; names are told apart whatever the case of their letters. */
export function entryOf(agents: readonly AgentEntry[], key: AgentRecordKey): AgentEntry | null {
  switch (key.by) {
    case 'system-user':
      return (
        agents.find(({ systemUser }) => systemUser?.toLowerCase() === key.systemUser.toLowerCase()) ?? null
      );
    case 'agent-name':
      return agents.find(({ name }) => sameAgentName(name, key.agentName)) ?? null;
  }
}
