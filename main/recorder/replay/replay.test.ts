import { beforeAll, describe, expect, it } from 'vitest';
import { callSnapshot } from '../../desk/testing/samples.ts';
import { silentLog } from '../../log/testing/test-logs.ts';
import { heldTimers } from '../../testing/held-timers.ts';
import { createFlightRecorder } from '../flight-recorder.ts';
import type { SegmentSource } from '../read-segment.ts';
import { memoryFiles } from '../testing/memory-files.ts';
import { RecordedDesk } from '../testing/recorded-desk.ts';
import { type Difference, replay } from './replay.ts';
import { stepWords } from './step-words.ts';

type Row = Record<string, unknown>;
let rows: readonly Row[];

beforeAll(async () => {
  const files = memoryFiles();
  const timers = heldTimers();
  const recorder = createFlightRecorder({
    folder: '/d',
    app: '0.1.0',
    now: () => 1_700_000_000_000,
    timers,
    recording: 'test',
    log: silentLog,
    files,
  });
  const desk = new RecordedDesk(recorder);
  desk
    .loggedIn()
    .agent({ state: 'Ready' })
    .call('Delivered', callSnapshot())
    .agent({ state: 'Reserved' })
    .ctiLost();
  await recorder.close();
  rows = [...files.content.values()]
    .join('')
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row));
});

const written = (lines: readonly (Row | string)[], name = 'a.ndjson'): SegmentSource => ({
  name,
  bytes: async () =>
    Buffer.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')),
});

/** The rows with the one that this finds put through `change`. */
function changed(is: (row: Row) => boolean, change: (row: Row) => Row | string): (Row | string)[] {
  return rows.map((row) => (is(row) ? change(row) : row));
}

const isCall = (row: Row): boolean => JSON.stringify(row.input)?.includes('"Delivered"') === true;

async function replayed(...sources: readonly SegmentSource[]) {
  const differences: Difference[] = [];
  const damage: string[] = [];
  const words: string[] = [];
  for await (const one of replay(sources)) {
    if (one.type === 'damage') damage.push(`${one.damage.file}:${one.damage.place}: ${one.damage.message}`);
    else {
      differences.push(...one.differences);
      words.push(stepWords(one.line));
    }
  }
  return { differences, damage, words };
}

describe('a replay', () => {
  it('comes to the same, a line a step', async () => {
    const { differences, damage, words } = await replayed(written(rows));
    expect({ differences, damage }).toEqual({ differences: [], damage: [] });
    expect(words).toHaveLength(rows.length);
    expect(words.find((line) => line.includes('Delivered'))).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} 1\/\d+ {2}cti A: CallEvent Delivered call-1 Alerting -> the agent is not idle, announceOffer \| sessions -0 \+1; /,
    );
    expect(words.find((line) => line.includes(' lost: '))).toContain(
      'CTI server A (cti-a.example:8110) sent nothing for 3 s and counts as dead.',
    );
  });

  it('comes to the same from an older desk, which lacks what a desk has gained since', async () => {
    const gained = ['waiting', 'closedInteractions', 'wrapUpFinished'];
    const lacking = (name: string, value: unknown): unknown => (gained.includes(name) ? undefined : value);
    const older = rows.map((row): Row => JSON.parse(JSON.stringify(row, lacking)));
    expect(older).not.toEqual(rows);
    const { differences, damage } = await replayed(written(older));
    expect({ differences, damage }).toEqual({ differences: [], damage: [] });
  });

  it('names where another version came to another state, and goes on from what was recorded', async () => {
    const other = changed(
      ({ changes }) => JSON.stringify(changes)?.includes('"to":"Reserved"') === true,
      (row) => ({
        ...row,
        changes: JSON.parse(JSON.stringify(row.changes).replace('"Reserved"', '"Talking"')),
      }),
    );
    const { differences, damage } = await replayed(written(other));
    expect(damage).toEqual([]);
    const place = rows.findIndex((row) => JSON.stringify(row.changes)?.includes('"to":"Reserved"')) + 1;
    expect(differences).toEqual([
      {
        run: 1,
        seq: place,
        file: 'a.ndjson',
        place,
        at: 'view/agent/state',
        recorded: 'Talking',
        replayed: 'Reserved',
      },
    ]);
  });

  it('names where another version asks for something else', async () => {
    const other = changed(isCall, ({ effects: _, ...row }) => row);
    const { differences } = await replayed(written(other));
    expect(differences).toMatchObject([
      { at: 'effects/0', recorded: [], replayed: [{ type: 'tellIdle' }, { type: 'announceOffer' }] },
    ]);
  });

  it('names a step that this version cannot take', async () => {
    const other = changed(isCall, (row) => ({ ...row, input: { type: 'cti', event: { type: 'message' } } }));
    const { differences } = await replayed(written(other));
    expect(differences).toMatchObject([{ at: 'the transition', recorded: 'a step' }]);
  });

  it.each([
    ['that is not JSON', '{"seq":', 'it is not JSON'],
    ['of no known kind', { seq: 1, at: 1, mono: 1, kind: 'odd' }, 'kind: '],
    ['that lacks its input', { seq: 15, at: 1, mono: 1, kind: 'step' }, 'input: '],
    ['of a later format', null, 'it is of format 99, and this version of Switchhook reads 2 and older'],
  ])('names a line %s by file and line, and what is missing after it', async (_, line, message) => {
    const isIt = line === null ? (row: Row) => row.kind === 'segment' : isCall;
    const broken = changed(isIt, (row) => line ?? { ...row, format: 99 });
    const place = rows.findIndex(isIt) + 1;
    const { damage, differences } = await replayed(written(broken));
    expect(differences).toEqual([]);
    expect(damage[0]).toContain(`a.ndjson:${place}: ${message}`);
    if (line !== null) {
      expect(damage[1]).toBe(`a.ndjson:${place + 1}: lines ${place} to ${place} are missing before it`);
    }
  });

  it('begins anew at the next file where lines are missing', async () => {
    const [head = {}, ...rest] = rows;
    let model: unknown = null;
    for await (const one of replay([written(rows.slice(0, 5))]))
      if (one.type === 'line') model = one.line.after;
    const second = { ...head, seq: 6, segment: 2, model };
    const shifted = rest.slice(4).map((row) => ({ ...row, seq: Number(row.seq) + 1 }));
    const whole = await replayed(written(rows.slice(0, 5)), written([second, ...shifted], 'b.ndjson'));
    expect(whole).toMatchObject({ damage: [], differences: [] });
    const missing = await replayed(written(rows.slice(0, 4)), written([second, ...shifted], 'b.ndjson'));
    expect(missing).toMatchObject({ damage: [], differences: [] });
    expect(missing.words).toHaveLength(whole.words.length - 1);
    const forged = { ...second, model: { ...(model as Row), lastSequence: 99 } };
    const other = await replayed(written(rows.slice(0, 5)), written([forged, ...shifted], 'b.ndjson'));
    expect(other.damage[0]).toContain(
      'the desk it begins with is another than the lines before it came to, at lastSequence',
    );
  });

  it('names a file that cannot be read', async () => {
    const broken = { name: 'a.ndjson.gz', bytes: async () => Buffer.from('no gzip') };
    expect((await replayed(broken)).damage).toEqual([
      expect.stringMatching(/^a\.ndjson\.gz:null: it cannot be read: /),
    ]);
  });
});
