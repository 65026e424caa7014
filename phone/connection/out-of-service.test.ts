import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from '../test-server/rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

test('a server that answers 503 in a call is left for the other, which goes on with the call', async () => {
  const { b, phone, call } = await rig.talking({}, 600_000);
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('503 Service Unavailable');
  const { error } = await phone.registered('B');
  expect(error).toContain('answered 503 to INVITE: it is out of service or overloaded');
  call.moveTo(b);
  await call.request('INVITE');
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});

test('where the other cannot be had it is kept, and so is the call', async () => {
  const { phone, call } = await rig.inCall();
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('503 Service Unavailable');
  const { inUse, state } = await phone.next('registration', ({ sides }) => sides.B.state === 'silent');
  expect({ inUse, state }).toEqual({ inUse: 'A', state: 'registered' });
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});
