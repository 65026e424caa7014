import type { SwitchPlan } from '../../links/switch-control.ts';

/** Three agents, four devices, a skill group with wrap-up and one without, far ends of every temper. */
export const testPlan: SwitchPlan = {
  peripheralId: 5000,
  ringback: 'european',
  outgoingWrapUp: { mode: 'optional', limitMs: null },
  desktopLostMs: 60_000,
  agents: [
    { agentId: '1001', name: 'Ada', password: 'a', skillGroups: [1, 2] },
    { agentId: '1002', name: 'Ben', password: 'b', skillGroups: [1] },
    { agentId: '1003', name: 'Cleo', password: 'c', skillGroups: [2] },
  ],
  devices: ['5001', '5002', '5003', '5004'].map((device) => ({ device, sipPassword: `sip-${device}` })),
  skillGroups: [
    { id: 1, name: 'Sales', number: '8001', noAnswerMs: 12_000, wrapUpMs: 30_000 },
    { id: 2, name: 'Support', number: '8002', noAnswerMs: 20_000, wrapUpMs: 0 },
  ],
  farEnds: [
    { number: '600', name: 'Bank', answers: 2_000, voice: { type: 'tone', hertz: 600 } },
    { number: '601', name: 'Engaged', answers: 'busy', voice: { type: 'silence' } },
    { number: '602', name: 'Gone', answers: 'unreachable', voice: { type: 'silence' } },
    { number: '603', name: 'Asleep', answers: 'never', voice: { type: 'silence' } },
  ],
};

export const passwords: Readonly<Record<string, string>> = Object.fromEntries(
  testPlan.agents.map(({ agentId, password }) => [agentId, password]),
);
