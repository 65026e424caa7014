import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { answerDeadlineMs } from '../../contract/servers/awaited-answers.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { heldTimers } from '../testing/held-timers.ts';
import { heard, ofType } from './testing/heard.ts';
import {
  deadAddress,
  log,
  makeCall,
  type Options,
  pairOf,
  serve,
  told,
  types,
  upAt,
} from './testing/pair-under-test.ts';

// A server that says Hello and answers heartbeats, but not what it is asked.

interface Asked {
  readonly side: Side;
  readonly id: string;
  readonly socket: WebSocket;
}

/** A server that notes what it is asked; it answers at once, or not at all. */
const asked = () => {
  const questions = heard<Asked>();
  return {
    questions,
    serve: (side: Side, answers: boolean) =>
      serve({
        side,
        onMessage: (socket, { id }) => {
          questions.tell({ side, id, socket });
          if (answers) socket.send(JSON.stringify({ type: 'RequestConf', id }));
        },
      }),
  };
};

/** Heartbeats are out of the way: they have a test of their own. */
const still = (timers: ReturnType<typeof heldTimers>): Options => ({ timers, deadlineMs: 600_000 });

describe('a server that does not answer in time', () => {
  test('is left for the other, which is asked the same again under the same id', async () => {
    const { questions, serve: serveAsked } = asked();
    const [a, b] = [await serveAsked('A', false), await serveAsked('B', true)];
    const timers = heldTimers();
    const pair = pairOf(a.address, b.address, still(timers));
    pair.start();
    await upAt('A');
    pair.send(makeCall);
    await questions.nextWhere(({ side }) => side === 'A');
    timers.advance(answerDeadlineMs - 1);
    expect(types()).toEqual(['view', 'view', 'up']);
    timers.advance(1);
    const cause = { type: 'unanswered', request: 'MakeCallRequest', afterMs: answerDeadlineMs };
    expect(await told.next(ofType('unanswered'))).toMatchObject({
      side: 'A',
      moving: true,
      causes: { A: cause },
    });
    expect(pair.view(), 'it is kept until the other is there').toMatchObject({
      inUse: 'A',
      sides: {
        A: { error: expect.stringContaining('says Hello and lives, but did not answer MakeCallRequest') },
      },
    });
    await upAt('B');
    expect(await told.next(ofType('lost'))).toEqual({ type: 'lost', side: 'A', address: a.address, cause });
    expect(types().slice(-3), 'lost before up').toEqual(['view', 'lost', 'up']);
    expect(pair.view()).toMatchObject({
      status: 'moved',
      sides: {
        A: { state: 'silent', error: expect.stringContaining(`CTI server A (${a.address}) says Hello`) },
      },
    });
    expect(pair.send(makeCall)).toBe(true);
    expect((await questions.nextWhere(({ side }) => side === 'B')).id).toBe(makeCall.id);
    await told.nextWhere((event) => event.type === 'message' && event.side === 'B');
  });

  test('but does so before the other has said who it is, is kept: slow is not dead', async () => {
    const { questions, serve: serveAsked } = asked();
    const greeting = heard<WebSocket>();
    const a = await serveAsked('A', false);
    const b = await serve({ side: 'B', greeting: null, onConnection: greeting.tell });
    const timers = heldTimers();
    const pair = pairOf(a.address, b.address, still(timers));
    pair.start();
    await upAt('A');
    pair.send(makeCall);
    const { socket, id } = await questions.nextWhere(({ side }) => side === 'A');
    timers.advance(answerDeadlineMs);
    const other = await greeting.nextWhere(() => true);
    socket.send(JSON.stringify({ type: 'RequestConf', id }));
    await told.next(ofType('message'));
    const farewell = new Promise<number>((resolve) => other.on('close', resolve));
    other.send(JSON.stringify({ type: 'Hello', kind: 'cti', side: 'B', cluster: 'c', time: 1 }));
    expect(await farewell).toBe(1_000);
    expect(pair.view()).toMatchObject({ inUse: 'A', sides: { A: { error: null }, B: { state: 'standby' } } });
    expect(told.all.some(ofType('lost'))).toBe(false);
  });

  test.each([
    ['it is the only one', null],
    ['the other is dead', 'dead'],
  ])('is kept where %s, and that is told', async (_, other) => {
    const { questions, serve: serveAsked } = asked();
    const a = await serveAsked('A', false);
    const timers = heldTimers();
    const pair = pairOf(a.address, other === null ? null : await deadAddress(), still(timers));
    pair.start();
    await upAt('A');
    pair.send(makeCall);
    await questions.nextWhere(({ side }) => side === 'A');
    timers.advance(answerDeadlineMs);
    if (other !== null) await told.next(ofType('failed'));
    timers.advance(answerDeadlineMs);
    await told.nextWhere((event) => event.type === 'unanswered' && !event.moving);
    expect(pair.view()).toMatchObject({ status: 'up', inUse: 'A' });
    expect(pair.send({ ...makeCall, id: 'r2' })).toBe(true);
    const said = log.lines.filter(
      ({ level, sentence }) => level === 'warn' && sentence.includes('did not answer'),
    );
    expect(said, 'told once, not at every deadline').toHaveLength(1);
  });

  test('is not left for one that was left itself a moment ago: both are slow', async () => {
    const { questions, serve: serveAsked } = asked();
    const [a, b] = [await serveAsked('A', false), await serveAsked('B', false)];
    const timers = heldTimers();
    const pair = pairOf(a.address, b.address, { ...still(timers), now: timers.monotonic });
    pair.start();
    await upAt('A');
    pair.send(makeCall);
    await questions.nextWhere(({ side }) => side === 'A');
    timers.advance(answerDeadlineMs);
    await upAt('B');
    pair.send(makeCall);
    await questions.nextWhere(({ side }) => side === 'B');
    timers.advance(answerDeadlineMs);
    expect(await told.nextWhere((event) => event.type === 'unanswered' && event.side === 'B')).toMatchObject({
      moving: false,
      causes: { A: { type: 'unanswered' }, B: { type: 'unanswered' } },
    });
    timers.advance(60_000);
    await upAt('A');
  });
});

test('an answered request is not waited for', async () => {
  const { serve: serveAsked } = asked();
  const a = await serveAsked('A', true);
  const timers = heldTimers();
  const pair = pairOf(a.address, null, still(timers));
  pair.start();
  await upAt('A');
  pair.send(makeCall);
  await told.next(ofType('message'));
  expect(timers.pending(), 'the heartbeat alone').toBe(1);
});
