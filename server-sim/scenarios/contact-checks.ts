import { listed, repeated, type ScenarioIssue } from './scenario-issues.ts';
import type { ScenarioFile } from './scenario-schema.ts';

/** What a schema cannot see of chats and action items: names that mean nothing, and what means two things. */
export function checkContact(file: ScenarioFile): readonly ScenarioIssue[] {
  const { mediaRoutingDomains: domains, chatPartners, actionItems } = file;
  return [
    ...repeated(domains, ['mediaRoutingDomains'], 'id', ({ domainId }) => String(domainId)),
    ...repeated(domains, ['mediaRoutingDomains'], 'channel', ({ channel }) => channel),
    ...missingChannels(file),
    ...interruptibleVoice(file),
    ...repeated(chatPartners, ['chatPartners'], 'name', ({ name }) => name.toLowerCase()),
    ...repeated(actionItems, ['actionItems'], 'subject', ({ subject }) => subject.toLowerCase()),
    ...meantForNobody(file, 'chatPartners'),
    ...meantForNobody(file, 'actionItems'),
  ];
}

/** Each channel has one domain: what comes is routed there. */
function missingChannels({ mediaRoutingDomains: domains }: ScenarioFile): readonly ScenarioIssue[] {
  return (['voice', 'chat', 'action'] as const)
    .filter((channel) => domains.every((domain) => domain.channel !== channel))
    .map((channel) => ({
      path: ['mediaRoutingDomains'],
      message: `there is none with channel: ${channel}; leave the list out for the usual three`,
    }));
}

/** Seed 001, "Important Considerations": a voice call is not interruptible. */
function interruptibleVoice({ mediaRoutingDomains: domains }: ScenarioFile): readonly ScenarioIssue[] {
  return domains.flatMap(({ channel, isInterruptible }, index) =>
    channel === 'voice' && isInterruptible
      ? [
          {
            path: ['mediaRoutingDomains', index, 'interruptible'],
            message: 'a voice call is not interruptible',
          },
        ]
      : [],
  );
}

function meantForNobody(file: ScenarioFile, list: 'chatPartners' | 'actionItems'): readonly ScenarioIssue[] {
  const groups = file.skillGroups.map(({ name }) => name);
  const agents = new Set(file.agents.map(({ id }) => id));
  return file[list].flatMap(({ skillGroup, agent }, index): readonly ScenarioIssue[] => {
    const at = (member: string, message: string) => [{ path: [list, index, member], message }];
    if ((skillGroup === undefined) === (agent === undefined)) {
      return [{ path: [list, index], message: 'expected either skillGroup: a name, or agent: an agent ID' }];
    }
    if (skillGroup !== undefined && !groups.includes(skillGroup)) {
      return at('skillGroup', `${skillGroup} is no skill group: expected ${listed(groups)}`);
    }
    return agent === undefined || agents.has(agent) ? [] : at('agent', `there is no agent ${agent}`);
  });
}
