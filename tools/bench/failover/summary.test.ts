import { describe, expect, it } from 'vitest';
import { aimText } from '../measurement.ts';
import { caseName, failoverCases } from './cases.ts';
import type { RunFigures } from './run.ts';
import { caseFigures, runText, summedUp } from './summary.ts';

const run: RunFigures = {
  detect: 12,
  restored: 80,
  agentHearsGap: 10,
  callerHearsGap: 40,
  quietGap: 0,
  concealed: 0,
  mediaLate: 5,
  windowLate: 12,
  isCallLost: false,
  ghosts: [],
  differences: [],
};
const which = { server: 'cti', edges: 'shared', fault: 'kill' } as const;

describe('the cases of failover', () => {
  it('are every server, kind of edges and fault', () => {
    expect(failoverCases.map(caseName).toSorted()).toEqual([
      'cti/separate/freeze',
      'cti/separate/kill',
      'cti/shared/freeze',
      'cti/shared/kill',
      'sip/separate/freeze',
      'sip/separate/kill',
      'sip/shared/freeze',
      'sip/shared/kill',
    ]);
  });
});

describe("a case's figures", () => {
  it('take the worse direction of each run, and count what must not be', () => {
    const bad: RunFigures = {
      ...run,
      agentHearsGap: 120,
      isCallLost: true,
      ghosts: ['one', 'two'],
      differences: ['agent.state'],
    };
    expect(caseFigures(which, [run, bad])).toMatchObject({
      ...which,
      runs: 2,
      audioGapMs: { p50: 40, p95: 120, max: 120 },
      agentHearsGapMs: { p50: 10, max: 120 },
      callerHearsGapMs: { p50: 40, max: 40 },
      callsLost: 1,
      ghosts: 2,
      stateDifferences: 1,
    });
  });

  it('tell the holes apart that a busy computer made itself', () => {
    const busy = { ...run, restored: 320, callerHearsGap: 380, mediaLate: 466 };
    expect(caseFigures(which, [run, busy])).toMatchObject({
      audioGapMs: { max: 380 },
      restoredMs: { max: 320 },
      punctual: { runs: 1, restoredMs: { max: 80 }, audioGapMs: { max: 40 } },
    });
    expect(caseFigures(which, [busy]).punctual).toBe(null);
  });

  it('are held against the aims, those of a freeze against its own', () => {
    const missed = (fault: 'kill' | 'freeze', figures: RunFigures): readonly string[] =>
      summedUp([caseFigures({ ...which, fault }, [figures])], 'here')
        .aims.map(aimText)
        .filter((text) => text.includes('MISSED'));
    expect(missed('kill', run)).toEqual([]);
    expect(missed('kill', { ...run, detect: 2_900 })).toHaveLength(1);
    expect(missed('freeze', { ...run, detect: 2_900 })).toEqual([]);
    expect(missed('kill', { ...run, isCallLost: true, ghosts: ['one'], differences: ['a'] })).toHaveLength(3);
  });

  it('are told run by run with everything that must not be', () => {
    expect(runText({ ...run, isCallLost: true, ghosts: ['leg-1'], differences: ['agent.state'] })).toMatch(
      /known after 12 ms, whole 80 ms later; .*CALL LOST; GHOST leg-1; DIFFERENCE agent\.state/,
    );
  });
});
