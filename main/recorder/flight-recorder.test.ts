import { describe, expect, it } from 'vitest';
import { type FollowedLine, follow } from './follow.ts';
import { stepWords } from './replay/step-words.ts';
import { memoryFiles } from './testing/memory-files.ts';
import { RecordedDesk } from './testing/recorded-desk.ts';
import { busy, kinds, read, rig } from './testing/recorder-rig.ts';
import { secrets, secretsIn } from './testing/secrets.ts';

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
