import { describe, expect, it } from 'vitest';
import type { AgentSnapshot } from '../../contract/cti/agent.ts';
import type { Call } from '../../contract/cti/call.ts';
import type { ConnectionView, DeskState, VoiceSession } from '../../contract/desk/desk-state.ts';
import type { ServerKind, Side } from '../../contract/servers/server-kind.ts';
import { differenceText, lastingDifferences, stateDifferences } from './state-differences.ts';
import type { AgentAtSwitch } from './tier.ts';

const agent: AgentSnapshot = {
  agentId: '12345',
  name: 'Inés Duarte',
  device: '52513',
  state: 'Talking',
  reasonCode: null,
  since: 1_000,
  next: null,
  wrapUpEndsAt: null,
  wrapUpLimitMs: null,
  loggedInAt: 500,
  skillGroups: [{ id: 7001, name: 'Billing' }],
  enablement: 3,
};

const call: Call = {
  callId: 'call-1',
  direction: 'inbound',
  type: 'acd',
  consultOf: null,
  connection: 'Connected',
  parties: [{ id: 'p1', number: '01314960142', name: 'Aileen', role: 'customer', state: 'Connected' }],
  dialled: '7001',
  skillGroup: null,
  variables: { account: '4410228907' },
  customer: null,
  segments: [],
  offeredAt: 900,
  answeredAt: 1_000,
  endedAt: null,
  noAnswerAt: null,
  end: null,
  enablement: 12,
};

const session: VoiceSession = {
  kind: 'voice',
  place: 'tab',
  id: 'call-1',
  call,
  phone: {
    callId: 'call-1',
    direction: 'inbound',
    phase: 'established',
    held: false,
    muted: false,
    from: { number: '01314960142', name: 'Aileen' },
    takesDigits: true,
  },
  phase: 'talking',
  quality: null,
  draft: { notes: 'typed', disposition: null, savedAt: 1 },
  soundReturns: false,
  screenPop: null,
};

function connection(kind: ServerKind, inUse: Side | null): ConnectionView {
  const side = {
    address: null,
    security: null,
    state: 'untried',
    since: 0,
    error: null,
    answeredAt: null,
  } as const;
  return { kind, sides: { A: side, B: side }, inUse, status: 'up', since: 0, misconfigured: null };
}

function desk(part: Partial<DeskState> = {}): DeskState {
  return {
    configuration: { status: 'none', error: null },
    connections: {
      configuration: connection('configuration', 'A'),
      licensing: connection('licensing', 'A'),
      cti: connection('cti', 'A'),
      sip: connection('sip', 'B'),
      sessions: connection('sessions', 'A'),
    },
    login: { phase: 'logged-in', profile: 'Billing', agentId: '12345', device: '52513' },
    agent: { ...agent, known: 'live', chosen: null, wrapUpFinished: false },
    sessions: [session],
    selectedSession: null,
    channels: null,
    domains: [],
    passwordMemory: { status: 'not-offered' },
    phone: { registration: 'registered', error: null },
    audio: {
      microphones: [],
      speakers: [],
      microphone: null,
      speaker: null,
      ringer: null,
      problem: 'none',
      microphoneLevel: null,
      gone: [],
    },
    waiting: [],
    recentCalls: [],
    lastProfile: null,
    banners: [],
    simulator: null,
    clockOffsetMs: 0,
    ...part,
  };
}

function atSwitch(part: Partial<AgentAtSwitch> = {}): AgentAtSwitch {
  return {
    agent,
    calls: [call],
    endedCalls: [],
    desk: { id: 'desk-1', name: 'PC', link: 'connected', side: 'A' },
    registrations: ['B', 'A'],
    ...part,
  };
}

const fields = (shown: DeskState, at: AgentAtSwitch): readonly string[] =>
  stateDifferences(shown, at).map(({ field }) => field);

describe("a desk's state against the switch's", () => {
  it('has no differences where every field is equal', () => {
    expect(stateDifferences(desk(), atSwitch())).toEqual([]);
  });

  it('names each member of the agent that differs, and a state that nobody confirms', () => {
    const lost = {
      ...agent,
      state: 'Ready',
      since: 2_000,
      known: 'lost',
      chosen: null,
      wrapUpFinished: false,
    } as const;
    expect(fields(desk({ agent: lost }), atSwitch())).toEqual(['agent.known', 'agent.state', 'agent.since']);
  });

  it('names each member of a call that differs', () => {
    const other = { ...call, connection: 'Held', variables: {} } as const;
    const shown = desk({ sessions: [{ ...session, call: other }] });
    expect(fields(shown, atSwitch())).toEqual(['calls.call-1.connection', 'calls.call-1.variables']);
  });

  it('tells a call that only the switch has, and one that only the desk has', () => {
    expect(stateDifferences(desk({ sessions: [] }), atSwitch())).toEqual([
      { field: 'calls.call-1', desk: null, switch: 'Connected' },
    ]);
    expect(fields(desk(), atSwitch({ calls: [] }))).toEqual(['calls.call-1.phase', 'calls.call-1.phone']);
  });

  it('takes a call in wrap-up as the switch ended it', () => {
    const over = { ...call, connection: 'Cleared', endedAt: 3_000 } as const;
    const shown = desk({ sessions: [{ ...session, call: over, phase: 'ended', phone: null }] });
    expect(fields(shown, atSwitch({ calls: [], endedCalls: [over] }))).toEqual([]);
    const otherEnd = { ...over, endedAt: 3_500 };
    expect(fields(shown, atSwitch({ calls: [], endedCalls: [otherEnd] }))).toEqual(['calls.call-1.endedAt']);
  });

  it('asks of the phone what the connection means, but not of a phone beside the desk', () => {
    const held = { ...call, connection: 'Held' } as const;
    const gone = desk({ sessions: [{ ...session, call: held, phone: null }] });
    expect(fields(gone, atSwitch({ calls: [held] }))).toEqual(['calls.call-1.phone']);
    const notHeld = desk({ sessions: [{ ...session, call: held }] });
    expect(fields(notHeld, atSwitch({ calls: [held] }))).toEqual(['calls.call-1.phone.held']);
    const hardphone = desk({
      sessions: [{ ...session, call: held, phone: null }],
      phone: { registration: 'none', error: null },
    });
    expect(fields(hardphone, atSwitch({ calls: [held], registrations: [] }))).toEqual([]);
  });

  it('compares the servers that have the desk', () => {
    const elsewhere = atSwitch({
      desk: { id: 'desk-1', name: 'PC', link: 'lost', side: 'A' },
      registrations: ['A', 'B'],
    });
    expect(fields(desk(), elsewhere)).toEqual(['connections.cti.inUse', 'connections.sip.inUse']);
    expect(fields(desk(), atSwitch({ registrations: [] }))).toEqual([
      'phone.registration',
      'connections.sip.inUse',
    ]);
  });

  it('compares who is logged in', () => {
    const out = desk({ login: { phase: 'logged-out', error: null }, agent: null, sessions: [] });
    expect(fields(out, atSwitch({ agent: { ...agent, state: 'LoggedOut' } }))).toEqual([]);
    expect(fields(desk(), atSwitch({ agent: { ...agent, state: 'LoggedOut' } }))).toEqual(['login.phase']);
    expect(fields(out, atSwitch())).toContain('login.phase');
  });

  it('says a difference in words', () => {
    expect(differenceText({ field: 'agent.state', desk: 'Ready', switch: 'Talking' })).toBe(
      'agent.state: the desk has "Ready", the switch "Talking"',
    );
  });

  it('forgives what an event under way puts right', async () => {
    const looks = [desk({ sessions: [] }), desk()];
    const read = async () => ({ desk: looks.shift() ?? desk(), at: atSwitch() });
    expect(await lastingDifferences(read, 60_000)).toEqual([]);
    expect(
      await lastingDifferences(async () => ({ desk: desk(), at: atSwitch({ calls: [] }) }), 0),
    ).toHaveLength(2);
  });
});
