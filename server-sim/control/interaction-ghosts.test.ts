import { describe, expect, it } from 'vitest';
import type { Interaction } from '../../contract/sessions/interaction.ts';
import type { AgentSessions, RoutedInteraction } from '../links/interaction-control.ts';
import { findInteractionGhosts } from './interaction-ghosts.ts';

const view: Interaction = {
  interactionId: 'chat-1',
  channel: 'chat',
  phase: 'active',
  subject: 'Move direct debit date',
  body: '',
  customerName: 'Tomasz Wrona',
  customer: null,
  variables: {},
  skillGroup: { id: 101, name: 'Billing' },
  isDirect: false,
  offeredAt: 1,
  answeredAt: 2,
  endedAt: null,
  noAnswerAt: null,
  wrapUpEndsAt: null,
  dueAt: null,
  lastMessage: 0,
  isCustomerTyping: false,
  end: null,
};
const routed: RoutedInteraction = {
  interactionId: 'chat-1',
  channel: 'chat',
  subject: view.subject,
  customerName: view.customerName,
  to: { skillGroup: 'Billing' },
  phase: 'active',
  agentId: '12345',
  isHidden: false,
  tries: 1,
  ronas: 0,
  gaveUp: null,
  view,
  transcript: [],
  completed: [],
};
const session: AgentSessions = {
  agentId: '12345',
  desk: { id: 'desk-1', name: 'PC-1' },
  channels: { voice: 1, actions: 1, chats: 1 },
  domains: [],
  interactions: [view],
};
const inShort = (...given: Parameters<typeof findInteractionGhosts>): readonly string[] =>
  findInteractionGhosts(...given).map(
    ({ kind, interactionId, agentId, at }) => `${kind} ${interactionId} ${agentId} ${at}`,
  );

describe('ghosts among chats and action items', () => {
  it('are none where both places have the same, nor in the queue, nor of what is over', () => {
    expect(inShort([routed], [session])).toEqual([]);
    expect(inShort([{ ...routed, phase: 'queued', agentId: null }], [])).toEqual([]);
    expect(inShort([{ ...routed, phase: 'ended' }], [{ ...session, interactions: [] }])).toEqual([]);
    const over = { ...session, interactions: [{ ...view, phase: 'ended' as const }] };
    expect(inShort([{ ...routed, phase: 'ended' }], [over])).toEqual([]);
  });

  it('are those at an agent without a communication session, or whose session does not know of it', () => {
    expect(inShort([routed], [])).toEqual(['interaction-without-session chat-1 12345 media-routing']);
    expect(inShort([{ ...routed, isHidden: true }], [{ ...session, interactions: [] }])).toEqual([]);
    expect(inShort([routed], [{ ...session, interactions: [] }])).toEqual([
      'interaction-unknown-to-session chat-1 12345 media-routing',
    ]);
  });

  it('are those that the connector has, and media routing has not, or at another agent', () => {
    expect(inShort([], [session])).toEqual(['interaction-without-routing chat-1 12345 connector']);
    expect(inShort([{ ...routed, phase: 'ended' }], [session])).toEqual([
      'interaction-without-routing chat-1 12345 connector',
    ]);
    const elsewhere = { ...routed, agentId: '12288' };
    const other = { ...session, agentId: '12288' };
    expect(inShort([elsewhere], [session, other])).toEqual([
      'interaction-without-routing chat-1 12345 connector',
    ]);
  });
});
