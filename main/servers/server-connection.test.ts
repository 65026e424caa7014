import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { mostUnreadable } from './server-connection.ts';
import { begin, connectTo, log, open, readable, told } from './testing/connection-under-test.ts';
import { heard, ofType } from './testing/heard.ts';
import { startServer } from './testing/test-server.ts';

describe('a server that behaves', () => {
  test('says who it is; then messages go both ways', async () => {
    const asked = heard<{ readonly type: string; readonly id: string }>();
    const server = await begin(
      startServer({
        cluster: 'hamburg',
        onMessage: (socket, message) => {
          asked.tell(message);
          socket.send(JSON.stringify({ type: 'RequestConf', id: message.id }));
        },
      }),
    );
    const connection = open(server.address, { cluster: 'hamburg' });
    expect(connection.send('{"type":"x","id":"too early"}')).toBe(false);
    const { hello } = await told.next(ofType('ready'));
    expect(hello).toEqual({
      type: 'Hello',
      kind: 'cti',
      side: 'A',
      cluster: 'hamburg',
      time: 1_700_000_000_000,
    });
    expect(connection.send('{"type":"AnswerCallRequest","id":"r1"}')).toBe(true);
    expect((await asked.nextWhere(({ type }) => type === 'AnswerCallRequest')).id).toBe('r1');
    expect((await told.next(ofType('message'))).message).toEqual({ type: 'RequestConf', id: 'r1' });
  });

  test('on the IPv6 loopback', async ({ skip }) => {
    const loopback = Object.values(networkInterfaces()).flat();
    if (!loopback.some((one) => one?.address === '::1')) skip('this computer has no IPv6 loopback');
    const server = await begin(startServer({ host: '::1' }));
    expect(server.address).toMatch(/^\[::1\]:\d+$/);
    open(server.address);
    expect((await told.next(ofType('ready'))).hello.kind).toBe('cti');
  });

  test('is asked for a sign of life, and lives on by its answers', async () => {
    const server = await begin(startServer());
    open(server.address, { deadlineMs: 150 });
    await told.next(ofType('ready'));
    for (let count = 0; count < 6; count += 1) {
      expect((await told.next(ofType('message'))).message.type).toBe('HeartbeatConf');
    }
    expect(told.all.some(ofType('end'))).toBe(false);
  });

  test('may be slow: any message is life, though no heartbeat is answered', async () => {
    const socket = await connectTo({ alive: () => false }, { deadlineMs: 300 });
    let asked = 0;
    const lived = new Promise<void>((resolve) => {
      socket.on('message', () => {
        asked += 1;
        if (asked === 9) resolve();
        socket.send(readable(`beat ${asked}`));
      });
    });
    await lived;
    expect(told.all.some(ofType('end'))).toBe(false);
  });
});

test('a message that comes byte by byte is life before it is whole', async () => {
  const text = readable('whole at last');
  const frame = Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]);
  let sent = 0;
  await connectTo(
    {
      alive: () => false,
      onConnection: (socket, { socket: wire }) => {
        // One byte for each heartbeat; after twelve, four deadlines' worth, the rest.
        socket.on('message', () => {
          sent += 1;
          wire.write(sent < 12 ? frame.subarray(sent - 1, sent) : frame.subarray(sent - 1));
          if (sent === 12) socket.removeAllListeners('message');
        });
      },
    },
    { deadlineMs: 240 },
  );
  expect((await told.next(ofType('message'))).message).toMatchObject({ code: 'whole at last' });
  expect(sent).toBe(12);
});

describe('messages that cannot be read', () => {
  test('are skipped, told once a kind, and the connection goes on', async () => {
    const socket = await connectTo({});
    socket.send('not JSON');
    socket.send('not JSON');
    socket.send(Buffer.from('binary'));
    socket.send('{"type":"NewEventOfALaterVersion"}');
    socket.send(readable('readable'));
    expect((await told.next(ofType('message'))).message).toMatchObject({ code: 'readable' });
    const warnings = log.lines.filter(({ level }) => level === 'warn').map(({ sentence }) => sentence);
    expect(warnings).toHaveLength(3);
    expect(warnings[0]).toMatch(
      /^A message of CTI server A \(127\.0\.0\.1:\d+\) cannot be read and is skipped: not JSON: it begins "not JSON"\.$/,
    );
    expect(warnings[1]).toContain('a binary message');
    expect(warnings[2]).toContain('NewEventOfALaterVersion');
  });

  test('so many in a row end it; one that can be read begins the count anew', async () => {
    const socket = await connectTo({});
    for (let count = 1; count < mostUnreadable; count += 1) socket.send('x');
    socket.send(readable('readable'));
    for (let count = 1; count < mostUnreadable; count += 1) socket.send('x');
    socket.send(readable('still here'));
    await told.nextWhere((event) => JSON.stringify(event).includes('still here'));
    for (let count = 1; count <= mostUnreadable; count += 1) socket.send('x');
    const { cause } = await told.next(ofType('end'));
    expect(cause).toMatchObject({
      type: 'wrong-protocol',
      detail: expect.stringContaining('20 messages in a row'),
    });
  });

  test('as an answer: a server that is asked for one thing is left, a CTI server is kept', async () => {
    const answer = '{"type":"FailureConf","id":"1"}';
    const cti = await connectTo({});
    cti.send(answer);
    cti.send(readable('still here'));
    expect((await told.next(ofType('message'))).message).toMatchObject({ code: 'still here' });
    const configuration = await connectTo({ kind: 'configuration' }, { kind: 'configuration' });
    configuration.send(answer);
    expect((await told.next(ofType('end'))).cause).toEqual({
      type: 'unusable-answer',
      detail: expect.stringMatching(/^FailureConf at code: /),
    });
  });
});
