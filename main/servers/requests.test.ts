import { beforeEach, describe, expect, test } from 'vitest';
import type { LicensingAnswer, LicensingRequest } from '../../contract/licensing/messages.ts';
import { type HeldTimers, heldTimers } from '../timers.ts';
import { createRequests, type Requests } from './requests.ts';

let timers: HeldTimers;
let sent: LicensingRequest[];
let connected: boolean;
let requests: Requests<LicensingRequest, LicensingAnswer>;

beforeEach(() => {
  timers = heldTimers();
  sent = [];
  connected = true;
  let count = 0;
  requests = createRequests({
    send: (request) => {
      if (connected) sent.push(request);
      return connected;
    },
    newId: () => {
      count += 1;
      return `id-${count}`;
    },
    deadlineMs: () => 2_000,
    timers,
  });
});

const release =
  (licence: string) =>
  (id: string): LicensingRequest => ({ type: 'ReleaseLicenceRequest', id, licence });
const ask = (licence = 'l1') => requests.ask(release(licence), 'ReleaseLicenceConf');
const refusal = {
  type: 'FailureConf',
  id: 'id-1',
  code: 'unknownLicence',
  message: 'No such licence.',
} as const;

test('the answer with its id and type ends a request; no timer is left', async () => {
  const answer = ask();
  expect(sent).toEqual([{ type: 'ReleaseLicenceRequest', id: 'id-1', licence: 'l1' }]);
  expect(requests.take({ type: 'ReleaseLicenceConf', id: 'id-1' })).toBe(true);
  expect(await answer).toEqual({ ok: true, value: { type: 'ReleaseLicenceConf', id: 'id-1' } });
  expect(timers.pending()).toBe(0);
});

test('answers in another order find their own requests', async () => {
  const [one, two] = [ask('l1'), ask('l2')];
  requests.take({ type: 'ReleaseLicenceConf', id: 'id-2' });
  requests.take(refusal);
  expect(await one).toEqual({ ok: false, error: refusal });
  expect(await two).toMatchObject({ ok: true, value: { id: 'id-2' } });
});

describe('not taken', () => {
  test.each<[string, LicensingAnswer]>([
    ['an id nobody waits for', { type: 'ReleaseLicenceConf', id: 'id-9' }],
    ['another type with the id', { type: 'HeartbeatConf', id: 'id-1', time: 0 }],
    ['a refusal of what could not be read', { ...refusal, id: null }],
    ['a message without an id', { type: 'Hello', kind: 'licensing', side: 'A', cluster: 'c', time: 0 }],
  ])('%s', async (_, answer) => {
    const waiting = ask();
    expect(requests.take(answer)).toBe(false);
    requests.take({ type: 'ReleaseLicenceConf', id: 'id-1' });
    expect((await waiting).ok).toBe(true);
  });

  test('the same answer again', async () => {
    const waiting = ask();
    requests.take({ type: 'ReleaseLicenceConf', id: 'id-1' });
    expect(requests.take({ type: 'ReleaseLicenceConf', id: 'id-1' })).toBe(false);
    await waiting;
  });
});

test('no answer in time', async () => {
  const waiting = ask();
  timers.advance(1_999);
  expect(timers.pending()).toBe(1);
  timers.advance(1);
  expect(await waiting).toEqual({ ok: false, error: { type: 'timed-out', afterMs: 2_000 } });
  expect(requests.take({ type: 'ReleaseLicenceConf', id: 'id-1' })).toBe(false);
});

test('a deadline of its own', async () => {
  const waiting = requests.ask(release('l1'), 'ReleaseLicenceConf', 50);
  timers.advance(50);
  expect(await waiting).toEqual({ ok: false, error: { type: 'timed-out', afterMs: 50 } });
});

test('no connection: lost at once, and no timer is left', async () => {
  connected = false;
  expect(await ask()).toEqual({ ok: false, error: { type: 'lost' } });
  expect(timers.pending()).toBe(0);
});

test('a lost connection loses all that wait, and no later one', async () => {
  const [one, two] = [ask(), ask()];
  requests.lose();
  expect(await one).toEqual({ ok: false, error: { type: 'lost' } });
  expect(await two).toEqual({ ok: false, error: { type: 'lost' } });
  const three = ask();
  requests.take({ type: 'ReleaseLicenceConf', id: 'id-3' });
  expect((await three).ok).toBe(true);
});
