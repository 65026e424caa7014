import { describe, expect, it } from 'vitest';
import { switchBench } from '../testing/switch-bench.ts';
import { agentView } from './agent-view.ts';

describe('everything of an agent', () => {
  it('is what his desk was told, field by field', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.place('8001', { variables: { account: '44' } });
    const view = agentView(bench.state(), '1001');
    expect(view).toMatchObject({
      agent: { agentId: '1001', state: 'Reserved' },
      calls: [{ connection: 'Alerting', variables: { account: '44' } }],
      endedCalls: [],
      desk: { id: 'desk-1001', link: 'connected', side: 'A' },
      registrations: ['A'],
    });
    expect(view?.agent).toEqual(bench.agent('1001'));
    expect(view?.calls).toEqual(bench.calls('1001'));
    bench.put({ type: 'detach', sessionId: session });
    expect(agentView(bench.state(), '1001')?.desk).toMatchObject({ link: 'lost', side: null });
  });

  it('has his calls that ended, those that go on without him too', () => {
    const bench = switchBench();
    bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    bench.put({ type: 'farEndHangsUp', callId, party: null });
    expect(agentView(bench.state(), '1001')).toMatchObject({
      agent: { state: 'WrapUp' },
      calls: [],
      endedCalls: [{ callId, connection: 'Cleared', end: { cause: 'released-by-far-end' } }],
    });
  });

  it('is nothing where there is no such agent, and little where he is logged out', () => {
    const bench = switchBench();
    expect(agentView(bench.state(), 'nobody')).toBeNull();
    expect(agentView(bench.state(), '1001')).toMatchObject({
      agent: { state: 'LoggedOut' },
      desk: null,
      calls: [],
      registrations: [],
    });
  });
});
