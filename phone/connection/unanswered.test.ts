import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from '../test-server/rig.ts';

// A server that lives, by its pongs and its registrar, and leaves what is asked in a call without a word.

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

const hurried = { hurry: 20 } as const;

test('one that swallows a re-INVITE is left after 5 s for the other, which holds the call', async () => {
  const { b, phone, call } = await rig.talking(hurried, 600_000);
  await phone.command({ type: 'hold', callId: 'call' });
  await call.request('INVITE');
  const { error } = await phone.registered('B');
  expect(error).toContain('has not answered INVITE for 5 s');
  call.moveTo(b);
  expect((await call.request('INVITE')).body).toContain('a=sendonly');
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
  expect(phone.events.some(({ type }) => type === 'refused')).toBe(false);
});

test('one that swallows BYE is left, and the other is told of the end', async () => {
  const { b, phone, call } = await rig.talking(hurried, 600_000);
  await phone.command({ type: 'release', callId: 'call' });
  await call.request('BYE');
  expect((await phone.registered('B')).error).toContain('has not answered BYE for 5 s');
  call.moveTo(b);
  (await call.request('BYE')).reply('200 OK');
});

test('one that swallows INFO is left, and the call goes on', async () => {
  const { b, phone, call, leg } = await rig.talking(hurried, 600_000);
  leg.takesDigits = false;
  await phone.command({ type: 'digits', callId: 'call', digits: '7' });
  await call.request('INFO');
  expect((await phone.registered('B')).error).toContain('has not answered INFO for 5 s');
  call.moveTo(b);
  await call.request('INVITE');
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});

test('one that says 100 and takes its time is slow, and kept', async () => {
  const { b, phone, call } = await rig.talking(hurried, 600_000);
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('100 Trying');
  await phone.next('refused');
  expect(phone.events.findLast(({ type }) => type === 'registration')).toMatchObject({ inUse: 'A' });
  expect(b.received).toEqual([]);
});

test('where the other cannot be had it is kept, and what was said of it is over with its answer', async () => {
  const { phone, call } = await rig.inCall(hurried);
  await phone.command({ type: 'hold', callId: 'call' });
  const invite = await call.request('INVITE');
  const said = await phone.next('registration', ({ sides }) => sides.A.error !== null);
  expect(said).toMatchObject({ inUse: 'A', state: 'registered' });
  expect(said.sides.A.error).toContain('has not answered INVITE for 5 s');
  invite.reply('488 Not Acceptable Here');
  await phone.next('registration', ({ sides }) => sides.A.error === null);
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});
