import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { CtiAnswer } from '../../contract/cti/answers.ts';
import type { Desk } from '../desk/desk.ts';
import type { Input } from '../desk/inputs.ts';
import { DrivenDesk } from '../desk/testing/driven-desk.ts';
import { type LineOut, tellDesk, writeLines } from './lines-out.ts';

const line = (id: string): LineOut => ({ type: 'error', id, message: 'no' });

test('a line is one JSON text, whatever is in it', () => {
  const output = new PassThrough();
  writeLines(output, () => undefined)({ type: 'error', id: 'a\nb', message: 'two\nlines' });
  const text = String(output.read());
  expect(text.indexOf('\n')).toBe(text.length - 1);
  expect(JSON.parse(text)).toEqual({ type: 'error', id: 'a\nb', message: 'two\nlines' });
});

test('a reader who is gone is told of once, and nothing is written for him any more', () => {
  const output = new PassThrough();
  let gone = 0;
  const write = writeLines(output, () => (gone += 1));
  write(line('one'));
  const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  output.emit('error', broken);
  output.emit('error', broken);
  write(line('two'));
  expect(gone).toBe(1);
  expect(String(output.read())).not.toContain('two');
});

/** A desk that is told what the test says. */
function tellable() {
  const driven = new DrivenDesk();
  let input = (_: Input): void => undefined;
  let change = (): void => undefined;
  const desk: Desk = {
    start: async () => undefined,
    stop: async () => undefined,
    state: () => driven.view,
    onChange: (listener) => {
      change = () => listener(driven.view);
      return () => undefined;
    },
    transcripts: () => [],
    onTranscript: () => () => undefined,
    onInput: (listener) => {
      input = listener;
      return () => undefined;
    },
    command: async () => ({ ok: true }),
    phoneEvent: () => undefined,
    woke: () => undefined,
  };
  const lines: LineOut[] = [];
  tellDesk(desk, (one) => lines.push(one));
  return { lines, come: (one: Input) => input(one), changed: () => change() };
}

const cti = (message: CtiAnswer): Input => ({ type: 'cti', event: { type: 'message', side: 'A', message } });

test('tells the desk as it is, then each event and each change', () => {
  const { lines, come, changed } = tellable();
  expect(lines.map(({ type }) => type)).toEqual(['state']);
  come(cti({ type: 'HeartbeatConf', id: 'h', time: 1 }));
  changed();
  expect(lines.slice(1)).toMatchObject([
    { type: 'event', from: 'cti', event: { type: 'message', message: { type: 'HeartbeatConf' } } },
    { type: 'state' },
  ]);
});

test('tells no password: not the device’s, and no command, which may hold the login string', () => {
  const { lines, come } = tellable();
  const sip = { user: '52513', password: 'sip-secret' };
  come(cti({ type: 'SnapshotDeviceConf', time: 1, device: '52513', sip, callIds: [] }));
  come({
    type: 'command',
    commandId: 'c',
    command: { type: 'logIn', profile: 'p', loginString: '12345;xxyyzz;52513', takeOver: false },
  });
  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toMatch(/sip-secret|xxyyzz/);
});
