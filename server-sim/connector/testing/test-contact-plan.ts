import type { ContactPlan } from '../../links/contact-plan.ts';
import type { ConnectorSettings } from '../connector-settings.ts';

/** Three agents in two skill groups, the domains that are shipped, and room for six sessions. */
export function testContactPlan(
  given: Partial<Omit<ContactPlan, 'connector' | 'mediaManager'>> & {
    readonly settings?: Partial<ConnectorSettings>;
    readonly mediaManager?: Partial<ContactPlan['mediaManager']['settings']>;
  } = {},
): ContactPlan {
  const { settings, mediaManager, ...plan } = given;
  return {
    connector: {
      file: 'connector.ini',
      settings: {
        most: { sessions: 6, actions: 6, chats: 5 },
        defaults: { actions: 1, chats: 1 },
        chatWrapUp: 'last',
        hidesDirect: false,
        loginType: 0,
        tries: { afterRona: 10, all: 10 },
        ronaMs: { chat: 30_000, mail: 60_000, other: 20_000 },
        ...settings,
      },
    },
    mediaManager: {
      file: 'MediaManager.ini',
      settings: { onInterrupt: 0, wrapUpMs: 60_000, ...mediaManager },
    },
    warnings: [],
    domains: [
      { domainId: 1, name: 'Cisco_Voice', channel: 'voice', isInterruptible: false },
      { domainId: 5_001, name: 'Chat', channel: 'chat', isInterruptible: true },
      { domainId: 5_002, name: 'Action items', channel: 'action', isInterruptible: true },
    ],
    agents: [
      { agentId: '1001', name: 'Ada', password: 'pw' },
      { agentId: '1002', name: 'Ben', password: 'pw' },
      { agentId: '1003', name: 'Cleo', password: 'pw' },
    ],
    skillGroups: [
      { id: 1, name: 'Sales', members: ['1001', '1002'] },
      { id: 2, name: 'Support', members: ['1001', '1003'] },
    ],
    longestWaitMs: null,
    ...plan,
  };
}
