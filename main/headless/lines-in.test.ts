import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { longestLine, readLine, readLines } from './lines-in.ts';

describe('a line in', () => {
  it('is a desk command, heard, supportBundle, runDiagnostics or end, with its id as text', () => {
    expect(readLine('{"id":7,"type":"answer","callId":"c"}')).toEqual({
      ok: true,
      value: { id: '7', ask: { type: 'command', command: { type: 'answer', callId: 'c' } } },
    });
    expect(readLine('{"id":"h","type":"heard","callId":"c"}')).toEqual({
      ok: true,
      value: { id: 'h', ask: { type: 'heard', callId: 'c' } },
    });
    expect(readLine('{"id":"s","type":"supportBundle","folder":"bundles"}')).toEqual({
      ok: true,
      value: { id: 's', ask: { type: 'supportBundle', folder: 'bundles' } },
    });
    expect(readLine('{"type":"supportBundle"}')).toMatchObject({
      value: { ask: { type: 'supportBundle', folder: null } },
    });
    expect(readLine('{"id":"d","type":"runDiagnostics"}')).toEqual({
      ok: true,
      value: { id: 'd', ask: { type: 'runDiagnostics' } },
    });
    expect(readLine('{"type":"end"}')).toEqual({ ok: true, value: { id: null, ask: { type: 'end' } } });
  });

  it.each([
    ['this is no JSON', null, /not JSON: it begins "this is no JSON"/],
    ['[]', null, /"type"/],
    ['{"type":"end","id":{}}', null, /"id"/],
    ['{"id":"a","type":"nonsense"}', 'a', /^nonsense: type: /],
    ['{"id":8,"type":"dial"}', '8', /^dial: number: /],
    ['{"id":"b","type":"heard"}', 'b', /"callId"/],
    ['{"id":"s","type":"supportBundle","folder":7}', 's', /"folder"/],
  ])('%s is refused with why, and with its id', (text, id, message) => {
    expect(readLine(text)).toEqual({ ok: false, error: { id, message: expect.stringMatching(message) } });
  });
});

describe('lines', () => {
  /** What is told of these pieces, which come one after another; `null`: too long. */
  const told = async (...pieces: readonly (string | Buffer)[]): Promise<readonly (string | null)[]> => {
    const input = new PassThrough();
    const lines: (string | null)[] = [];
    const ended = new Promise<void>((resolve) => {
      readLines(input, {
        line: (text) => lines.push(text),
        tooLong: () => lines.push(null),
        end: resolve,
      });
    });
    for (const piece of pieces) input.write(piece);
    input.end();
    await ended;
    return lines;
  };

  it('end in LF or CRLF, in whatever pieces they come', async () => {
    expect(await told('a\nb\r\n\n', 'c', 'd\n\r', '\ne\n')).toEqual(['a', 'b', 'cd', 'e']);
  });

  it('may be cut in the middle of a character', async () => {
    const text = Buffer.from('Inés\n');
    expect(await told(text.subarray(0, 3), text.subarray(3))).toEqual(['Inés']);
  });

  it('are not cut at what JSON may hold', async () => {
    expect(await told('{"notes":"a\u2028b"}\n')).toEqual(['{"notes":"a\u2028b"}']);
  });

  it('half a line at the end is a line: it is told that it cannot be read', async () => {
    const lines = await told('{"type":"end"}\n{"type":"di');
    expect(lines).toEqual(['{"type":"end"}', '{"type":"di']);
    expect(readLine(lines[1] ?? '')).toMatchObject({ ok: false, error: { id: null } });
  });

  it('that are too long are told of once, and the next one is read', async () => {
    const long = 'x'.repeat(longestLine + 1);
    expect(await told(`${long}\nnext\n`)).toEqual([null, 'next']);
    expect(await told(long, long, `${long}end\n`, 'next\n')).toEqual([null, 'next']);
    expect(await told('x'.repeat(longestLine), '\nnext')).toEqual(['x'.repeat(longestLine), 'next']);
    expect(await told(long, 'never ended')).toEqual([null]);
  });

  it('end once, with the stream', async () => {
    const input = new PassThrough();
    let ends = 0;
    readLines(input, { line: () => undefined, tooLong: () => undefined, end: () => (ends += 1) });
    const closed = new Promise((resolve) => input.on('close', resolve));
    input.end();
    await closed;
    expect(ends).toBe(1);
    const broken = new PassThrough();
    const ended = new Promise<void>((resolve) => {
      readLines(broken, { line: () => undefined, tooLong: () => undefined, end: resolve });
    });
    broken.destroy(new Error('the terminal is gone'));
    await ended;
  });
});
