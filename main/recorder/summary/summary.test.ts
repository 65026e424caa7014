import { describe, expect, it } from 'vitest';
import { callSnapshot, phoneCallSnapshot } from '../../desk/testing/samples.ts';
import { silentLog } from '../../log/testing/test-logs.ts';
import { heldTimers } from '../../testing/held-timers.ts';
import { createFlightRecorder, type FlightRecorder } from '../flight-recorder.ts';
import { follow } from '../follow.ts';
import { type MemoryFiles, memoryFiles } from '../testing/memory-files.ts';
import { RecordedDesk } from '../testing/recorded-desk.ts';
import { Chronicler } from './chronicle.ts';
import { summaryText } from './summary-text.ts';

const start = Date.UTC(2026, 0, 31, 8);

interface Day {
  readonly desk: RecordedDesk;
  readonly recorder: FlightRecorder;
  /** Lets time pass, by both clocks. */
  readonly pass: (ms: number) => void;
  readonly summary: (since?: number) => Promise<string>;
}

function day(): Day {
  const files: MemoryFiles = memoryFiles();
  const timers = heldTimers();
  const now = (): number => start + timers.monotonic();
  const recorder = createFlightRecorder({
    folder: '/d',
    app: '0.1.0',
    now,
    timers,
    recording: 'day',
    log: silentLog,
    files,
  });
  const desk = new RecordedDesk(recorder);
  desk.now = start;
  return {
    desk,
    recorder,
    pass: (ms) => {
      desk.after(ms);
      timers.advance(ms);
    },
    summary: async (since = start) => {
      await recorder.flush();
      const chronicler = new Chronicler(since);
      for await (const followed of follow(files.sources())) {
        if (followed.type === 'line') chronicler.take(followed.line);
        else chronicler.damaged(followed.damage);
      }
      const facts = { savedAt: now(), since, zone: 'UTC', computer: 'PC-1', versions: 'Switchhook 0.1.0' };
      return summaryText(chronicler.chronicle(), facts);
    },
  };
}

/** Logged in and in a call. */
function talking(): Day {
  const one = day();
  one.desk.loggedIn();
  const up = { security: 'tls', state: 'in-use', since: start, error: null, answeredAt: start } as const;
  const other = { ...up, address: 'cti-b.example:8110', state: 'untried', answeredAt: null } as const;
  const sides = { A: { ...up, address: 'cti-a.example:8110' }, B: other };
  const view = { kind: 'cti', sides, inUse: 'A', status: 'up', since: start, misconfigured: null } as const;
  one.desk.put({ type: 'cti', event: { type: 'view', view } });
  one.desk.call('Delivered', callSnapshot()).phone({ type: 'call', call: phoneCallSnapshot() });
  one.pass(4_000);
  one.desk.phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) });
  return one;
}

describe('a summary', () => {
  it('tells a lost server: when, how it was noticed, how long until all was whole, which calls were up', async () => {
    const { desk, pass, summary } = talking();
    pass(56_000);
    desk.ctiLost();
    pass(200);
    desk.ctiUp().systemIs().agentStateAtSwitch();
    pass(40);
    desk.snapshots([callSnapshot({ connection: 'Connected', answeredAt: start })], { state: 'Talking' });
    const text = await summary();
    expect(text).toContain('  CTI: a server was lost once, in a call; whole again after 240 ms.\n');
    expect(text).toMatch(
      / {2}\d\d:01:00\.000 {2}Lost: CTI server A \(cti-a\.example:8110\) sent nothing for 3 s and counts as dead\. Whole again with CTI server A after 240 ms\. Up at that moment: call call-1 \(inbound, number-[a-z]{7}-142\)\.\n/,
    );
  });

  it('says that the desk is not whole yet', async () => {
    const { desk, pass, summary } = talking();
    desk.ctiLost();
    pass(5_000);
    desk.ctiUp().systemIs();
    const text = await summary();
    expect(text).toContain('CTI: a server was lost once, in a call; not whole again yet.');
    expect(text).toContain('counts as dead. It was not whole again.');
  });

  it('tells the day: logins, states, calls, strips, refused clicks, what the app and the recorder said', async () => {
    const { desk, recorder, pass, summary } = talking();
    recorder.note('computer-sleeps');
    desk.agent({ state: 'Talking' }).command({ type: 'finishWrapUp', sessionId: 'call-1' });
    desk.phone({
      type: 'refused',
      callId: 'call-1',
      command: 'hold',
      message: 'The call could not be held.',
    });
    pass(60_000);
    const end = { cause: 'released-by-far-end', message: 'Aileen Mackay hung up' } as const;
    desk.call('End', callSnapshot({ answeredAt: start, endedAt: desk.now, connection: 'Cleared', end }));
    recorder.failed(new TypeError('The socket is undefined'));
    await recorder.close();
    const told = (await summary())
      .split('What happened\n')[1]
      ?.split('\n\n')[0]
      ?.split('\n')
      .map((line) => line.slice(16).replaceAll(/number-[a-z]{7}/g, 'number'));
    expect(told).toEqual([
      'Switchhook 0.1.0 was started.',
      'Agent 12345 logs in with the profile "Billing, blended".',
      'Agent state NotReady.',
      'Agent 12345 is logged in on 52513.',
      'Rings: call call-1 (inbound, number-142).',
      'Talks: call call-1 (inbound, number-142).',
      'The computer goes to sleep.',
      'Agent state Talking.',
      'A click came to nothing: The call is not over (wrapUp.inCall).',
      'The strip says: The call could not be held.',
      'Over: call call-1 (inbound, number-142): released-by-far-end, "… hung up".',
      expect.stringMatching(
        /^An error nobody had foreseen: TypeError: The socket is undefined \(summary\.test\.ts:\d+:\d+\)$/,
      ),
      'Switchhook was closed.',
    ]);
  });

  it('tells the last hour, and before it only how things were', async () => {
    const { pass, desk, summary } = talking();
    pass(3_600_000);
    desk.agent({ state: 'Ready' });
    const text = await summary(start + 1_800_000);
    expect(text).toContain('Agent      12345 on 52513, profile "Billing, blended", Ready');
    expect(text).toContain('Up now: call call-1');
    expect(text).not.toContain('Rings:');
    expect(text).toContain('Agent state Ready.');
  });
});
