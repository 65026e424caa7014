import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../contract/result.ts';
import { callSnapshot, configuration } from '../desk/testing/samples.ts';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { type HeldTimers, heldTimers } from '../testing/held-timers.ts';
import { createFlightRecorder, type FlightRecorder } from './flight-recorder.ts';
import { type FollowedLine, follow } from './follow.ts';
import type { JournalLimits } from './journal.ts';
import type { Damage } from './read-segment.ts';
import { replay } from './replay/replay.ts';
import { stepWords } from './replay/step-words.ts';
import type { SegmentFiles } from './segment-files.ts';
import { type MemoryFiles, memoryFiles } from './testing/memory-files.ts';
import { blendedDay, randomDay } from './testing/random-day.ts';
import { RecordedDesk } from './testing/recorded-desk.ts';
import { secrets, secretsIn } from './testing/secrets.ts';

interface Rig {
  readonly recorder: FlightRecorder;
  readonly files: MemoryFiles;
  readonly timers: HeldTimers;
  readonly log: MemoryLog;
}

function rig(limits: Partial<JournalLimits> = {}, through: SegmentFiles | null = null): Rig {
  const files = memoryFiles();
  const timers = heldTimers();
  const log = memoryLog();
  const recorder = createFlightRecorder({
    folder: '/desk/recorder',
    app: '0.1.0',
    now: () => 1_700_000_000_000 + timers.monotonic(),
    timers,
    recording: 'test',
    log,
    limits,
    files: through ?? files,
  });
  return { recorder, files, timers, log };
}

async function read(
  files: MemoryFiles,
): Promise<{ lines: readonly FollowedLine[]; damage: readonly Damage[] }> {
  const lines: FollowedLine[] = [];
  const damage: Damage[] = [];
  for await (const followed of follow(files.sources())) {
    if (followed.type === 'damage') damage.push(followed.damage);
    else lines.push(followed.line);
  }
  return { lines, damage };
}

const kinds = ({ lines }: { readonly lines: readonly FollowedLine[] }): readonly string[] =>
  lines.map(({ line }) => line.kind);

/** Work for a recorder: a call is told of so many times. */
function busy(desk: RecordedDesk, times: number): void {
  for (let time = 0; time < times; time += 1) {
    desk.after(1_000).call('DataUpdate', callSnapshot({ connection: time % 2 ? 'Held' : 'Connected' }));
  }
}

describe('a recorded desk', () => {
  it('goes the way of the desk itself, holds no secret, and comes to the same when it is replayed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(randomDay, blendedDay),
        fc.constantFrom('softphone', 'hardphone'),
        fc.integer({ min: 2_000, max: 200_000 }),
        async (day, phone, segment) => {
          const { recorder, files } = rig({ segment });
          const desk = new RecordedDesk(recorder, phone);
          desk.loggedIn();
          for (const event of day) event(desk);
          await recorder.close();
          expect(secretsIn([...files.content.values()].join(''))).toEqual([]);
          for await (const replayed of replay(files.sources())) {
            if (replayed.type === 'damage') throw new Error(JSON.stringify(replayed.damage));
            expect(replayed.line.line.kind).not.toBe('astray');
            expect(replayed.differences).toEqual([]);
          }
        },
      ),
    );
  });

  it('is told by its agent ID and device once the switch has logged him in, and not before', async () => {
    const { recorder, files } = rig();
    const desk = new RecordedDesk(recorder);
    desk.configured().logIn(`${secrets.wrongPlace};12345;52513`);
    desk.command({ type: 'cancelLogin' });
    desk.loggedIn();
    await recorder.close();
    const names = (await read(files)).lines.flatMap(({ line }) =>
      line.kind === 'names' ? [line.names] : [],
    );
    expect(names.map(Object.values)).toEqual([['12345', '52513']]);
    expect([...files.content.values()].join('')).not.toContain(secrets.wrongPlace);
  });

  it('whose agent has his password remembered goes the same way, and holds nothing of it', async () => {
    const { recorder, files } = rig();
    const desk = new RecordedDesk(recorder).configured();
    const login = { profile: 'Billing, blended', agentLoginType: 0, loginString: '12345;;52513' } as const;
    const remember = (remembered: typeof login | null): void => {
      desk.put({ type: 'passwordMemory', memory: { status: 'offered', remembered }, notice: null });
    };
    const unlock = (unlocked: Result<string, string>): void => {
      desk.command({ type: 'logInRemembered', ...login, takeOver: false });
      desk.put({ type: 'passwordUnlocked', commandId: desk.lastCommand, unlocked });
    };
    remember(null);
    const loginString = `12345;${secrets.password};52513`;
    desk.command({ type: 'logIn', profile: login.profile, loginString, takeOver: false, remember: true });
    desk.licence().ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(desk.effects('keepPassword')).toMatchObject([{ password: secrets.password }]);
    remember(login);
    desk.agent({ state: 'LoggedOut' });
    unlock({ ok: false, error: `It was deleted, and ${secrets.notes}` });
    unlock({ ok: true, value: secrets.password });
    desk.licence().ctiUp().systemIs().agentStateAtSwitch();
    const message = `No ${secrets.password}`;
    const id = desk.idOf('SetAgentStateRequest');
    desk.cti({ type: 'FailureConf', id, code: 'invalidCredentials', message });
    expect(desk.effects('forgetPassword')).toHaveLength(1);
    await recorder.close();
    expect(secretsIn([...files.content.values()].join(''))).toEqual([]);
    expect(kinds(await read(files))).not.toContain('astray');
  });

  it.each([
    [2, '52513', secrets.password],
    [5, `${secrets.agentName};${secrets.password};52513`, null],
  ] as const)(
    'whose login string of type %i has no agent ID goes the same way',
    async (type, text, password) => {
      const { recorder, files } = rig();
      const desk = new RecordedDesk(recorder);
      const profiles = configuration.profiles.map((profile) => ({ ...profile, agentLoginType: type }));
      desk.configured({ ...configuration, profiles }).logIn(text);
      const id = desk.model.identifying?.requestId ?? '';
      const message = `Configuration server A has no record of the system's user "${secrets.systemUser}".`;
      desk.configuration({ type: 'FailureConf', id: 'another', code: 'noAgentRecord', message });
      desk.configuration({ type: 'QueryAgentRecordConf', id, agentId: '12345', password });
      desk.licence().ctiUp().systemIs().agentStateAtSwitch().snapshots();
      expect(desk.view.login.phase).toBe('logged-in');
      await recorder.close();
      expect(secretsIn([...files.content.values()].join(''))).toEqual([]);
      expect(kinds(await read(files))).not.toContain('astray');
    },
  );

  it('whose state differs in more than words from what is recorded is said to be elsewhere, once', async () => {
    const { recorder, files } = rig();
    const desk = new RecordedDesk(recorder);
    desk.configured();
    const { view } = desk.model;
    desk.model = { ...desk.model, view: { ...view, clockOffsetMs: 4_711 } };
    desk.after(1).command({ type: 'selectSession', sessionId: null }).command({ type: 'cancelLogin' });
    await recorder.close();
    const astray = (await read(files)).lines.filter(({ line }) => line.kind === 'astray');
    expect(astray.map(({ line }) => line)).toMatchObject([{ where: '/view/clockOffsetMs' }]);
  });
});

describe('a recording', () => {
  it('is on disk half a second after it happened, and nothing is written before', async () => {
    const { recorder, files, timers } = rig();
    new RecordedDesk(recorder).configured();
    expect(files.content.size).toBe(0);
    timers.advance(500);
    await recorder.flush();
    expect(kinds(await read(files))).toEqual(['segment', 'step']);
  });

  it('of heartbeats alone waits for what happens next, for 5 seconds at the most', async () => {
    const { recorder, files, timers } = rig();
    const desk = new RecordedDesk(recorder).loggedIn();
    const beats = (id: string): void => {
      const message = { type: 'HeartbeatConf', id, time: desk.now + desk.model.view.clockOffsetMs } as const;
      desk.put({ type: 'cti', event: { type: 'message', side: 'A', message } });
    };
    const written = async (): Promise<number> => (await read(files)).lines.length;
    const pass = async (ms: number): Promise<number> => {
      timers.advance(ms);
      await new Promise(setImmediate);
      return written();
    };
    const before = await pass(500);
    beats('heartbeat-1');
    expect(await pass(4_999)).toBe(before);
    expect(await pass(1)).toBe(before + 1);
    beats('heartbeat-2');
    expect(await pass(3_000)).toBe(before + 1);
    desk.command({ type: 'selectSession', sessionId: null });
    // And the time zone, which is told when the recording is a second old.
    expect(await pass(500)).toBe(before + 4);
  });

  it('tells the time zone once, when the app has started, and in the head of each file', async () => {
    const { recorder, files, timers } = rig({ segment: 20_000 });
    const desk = new RecordedDesk(recorder).loggedIn();
    timers.advance(999);
    desk.command({ type: 'selectSession', sessionId: null });
    await recorder.flush();
    expect(kinds(await read(files))).not.toContain('zone');
    timers.advance(1);
    busy(desk, 100);
    await recorder.close();
    const { lines } = await read(files);
    expect(lines.filter(({ line }) => line.kind === 'zone')).toHaveLength(1);
    const heads = lines.flatMap(({ line }) => (line.kind === 'segment' ? [line.zone] : []));
    expect(heads.length).toBeGreaterThan(1);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    expect(new Set(heads)).toEqual(new Set([timeZone]));
  });

  it('goes on in a file that begins with the desk whole when one is full', async () => {
    const { recorder, files } = rig({ segment: 20_000 });
    const desk = new RecordedDesk(recorder);
    busy(desk.loggedIn(), 200);
    await recorder.close();
    expect(files.content.size).toBeGreaterThan(2);
    const [, ...others] = files.sources();
    const whole = await read(files);
    expect(whole.damage).toEqual([]);
    // The oldest file may be gone: what is left can be read without it.
    let last: unknown = null;
    for await (const followed of follow(others)) if (followed.type === 'line') last = followed.line.after;
    expect(last).toEqual(whole.lines.at(-1)?.after);
  });

  it('that was cut off by a crash is read up to its last whole line', async () => {
    const { recorder, files } = rig();
    busy(new RecordedDesk(recorder).loggedIn(), 5);
    await recorder.flush();
    const whole = await read(files);
    const [[name = '', text = ''] = []] = [...files.content];
    const cut = text.slice(0, text.lastIndexOf('"seq"') + 20);
    const sources = [{ name, bytes: async () => Buffer.from(cut) }];
    const left: FollowedLine[] = [];
    for await (const followed of follow(sources)) {
      if (followed.type === 'damage') throw new Error(followed.damage.message);
      left.push(followed.line);
    }
    expect(left.map(({ line }) => line.seq)).toEqual(whole.lines.slice(0, -1).map(({ line }) => line.seq));
  });

  it('is written at once when the process ends, with what the desk did not finish', async () => {
    const { recorder, files } = rig();
    const desk = new RecordedDesk(recorder);
    desk.configured();
    recorder.comes({ type: 'timer', timer: 'login-step' });
    recorder.failed(new TypeError(`It is "${secrets.notes}" that could not be read`));
    expect(kinds(await read(files))).toEqual(['segment', 'step', 'error', 'unfinished']);
    expect(secretsIn([...files.content.values()].join(''))).toEqual([]);
  });

  it('has what its pairs of servers decided and sent, and nothing of what was in a request', async () => {
    const { recorder, files } = rig();
    new RecordedDesk(recorder).configured();
    const pair = recorder.pair('cti');
    pair.decided({ type: 'failed', side: 'A', error: `CTI server A said ${secrets.notes}` }, [
      { type: 'connect', side: 'B', address: 'cti-b.example:8110' },
      { type: 'wait', for: 'back-off', ms: 250 },
    ]);
    const request = { type: 'LogInRequest', id: 'request-1', agentId: '12345', password: secrets.password };
    pair.asked(request, false);
    await recorder.close();
    const { lines } = await read(files);
    expect(lines.slice(2, 4).map(({ line }) => line)).toMatchObject([
      {
        kind: 'pair',
        servers: 'cti',
        happened: { type: 'failed', side: 'A', error: 'CTI server A said …' },
        effects: [
          { type: 'connect', address: 'cti-b.example:8110' },
          { type: 'wait', ms: 250 },
        ],
      },
      { kind: 'asked', servers: 'cti', request: 'LogInRequest', id: 'request-1', sent: false },
    ]);
    expect(lines.slice(2, 4).map((line) => stepWords(line).slice(12))).toEqual([
      ' 1/3  cti pair failed A: CTI server A said … -> connect B (cti-b.example:8110), wait 250 ms for back-off',
      ' 1/4  cti pair could not send LogInRequest request-1',
    ]);
    expect(secretsIn([...files.content.values()].join(''))).toEqual([]);
  });

  it('says which input the desk failed over', async () => {
    const { recorder, files } = rig();
    const desk = new RecordedDesk(recorder);
    desk.configured();
    recorder.comes({ type: 'timer', timer: 'logout' });
    desk.command({ type: 'cancelLogin' });
    await recorder.close();
    expect((await read(files)).lines.find(({ line }) => line.kind === 'unfinished')).toMatchObject({
      line: { input: { type: 'timer', timer: 'logout' } },
    });
  });

  it('whose last lines were written twice, by a batch under way and at the end, has them once', async () => {
    const files = memoryFiles();
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = {
      ...files,
      append: (file: string, text: string) => held.then(() => files.append(file, text)),
    };
    const { recorder, timers } = rig({}, slow);
    new RecordedDesk(recorder).configured();
    timers.advance(500);
    recorder.flushNow();
    goOn();
    await recorder.flush();
    expect([...files.content.values()].join('').match(/"seq":2/g)).toHaveLength(2);
    const { lines, damage } = await read(files);
    expect(damage).toEqual([]);
    expect(lines.map(({ line }) => line.seq)).toEqual([1, 2]);
  });
});

describe('a disk that takes nothing', () => {
  it.each(['ENOSPC', 'EROFS', 'EACCES'])(
    '(%s) costs the recording alone, and it goes on when it may',
    async (code) => {
      const { recorder, files, timers, log } = rig();
      const desk = new RecordedDesk(recorder);
      desk.configured();
      await recorder.flush();
      files.fail(code);
      desk.loggedIn();
      await recorder.flush();
      expect(recorder.unwritten()?.length).toBeGreaterThan(5);
      busy(desk, 10);
      timers.advance(30_000);
      timers.advance(500);
      await recorder.flush();
      files.fail(null);
      timers.advance(30_000);
      busy(desk, 2);
      await recorder.close();
      expect(log.lines.map(({ sentence }) => sentence)).toEqual([
        `The flight recorder cannot write (${code}). The desk works as before; the newest is kept in memory.`,
      ]);
      const all = await read(files);
      expect(all.damage).toEqual([]);
      expect(kinds(all).filter((kind) => kind !== 'step')).toEqual([
        'segment',
        'segment',
        'gap',
        'zone',
        'end',
      ]);
      const gap = all.lines.find(({ line }) => line.kind === 'gap')?.line;
      const seq = gap?.seq ?? 0;
      const written = all.lines.filter(({ line }) => line.seq < seq - 1).length;
      expect(gap).toMatchObject({ why: code, lost: seq - 2 - written });
      expect(all.lines.at(-1)?.after?.view.sessions).toHaveLength(desk.view.sessions.length);
      expect(all.lines.at(-1)?.after?.lastSequence).toBe(desk.model.lastSequence);
      expect(recorder.unwritten()).toBeNull();
    },
  );

  it('leaves the newest in memory, as much as fits', async () => {
    const { recorder, files } = rig({ memory: 50_000 });
    const desk = new RecordedDesk(recorder);
    files.fail('ENOSPC');
    desk.configured();
    await recorder.flush();
    busy(desk.loggedIn(), 2_000);
    const kept = recorder.unwritten() ?? [];
    expect(kept.join('').length).toBeLessThanOrEqual(50_000);
    expect(JSON.parse(kept.at(-1) ?? '{}')).toMatchObject({ kind: 'step', at: desk.now });
  });
});
