import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { asksToReplace, Rig } from '../test-server/rig.ts';
import { heldAnswer, offeredSdp } from '../test-server/test-call.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

test('holds and retrieves by re-INVITE; what is shown changes with the answer', async () => {
  const { phone, call, leg } = await rig.inCall();
  await phone.command({ type: 'hold', callId: 'call' });
  const hold = await call.request('INVITE');
  expect(hold.body).toContain('a=sendonly');
  expect(phone.events.some((event) => event.type === 'call' && event.call.held)).toBe(false);
  hold.reply('200 OK', ['Contact: <sip:far@far.end>'], heldAnswer);
  await call.request('ACK');
  expect((await phone.next('call')).call.held).toBe(true);
  expect(leg.done.at(-1)).toBe('answer taken: recvonly');
  await phone.command({ type: 'retrieve', callId: 'call' });
  const retrieve = await call.request('INVITE');
  expect(retrieve.body).toContain('a=sendrecv');
  retrieve.reply('200 OK', ['Contact: <sip:far@far.end>'], offeredSdp);
  expect((await phone.next('call')).call.held).toBe(false);
});

test('answering a second call holds the first, retrieving the first holds the second', async () => {
  const { server, phone, call } = await rig.inCall();
  const second = server.invite({ id: 'second' });
  await phone.next('call', ({ call: { callId } }) => callId === 'second');
  await phone.command({ type: 'answer', callId: 'second' });
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>'], heldAnswer);
  await second.answered();
  await phone.next('call', ({ call: { callId, held } }) => callId === 'call' && held);
  await phone.command({ type: 'retrieve', callId: 'call' });
  const [hold, retrieve] = [await second.request('INVITE'), await call.request('INVITE')];
  expect(hold.body).toContain('a=sendonly');
  expect(retrieve.body).toContain('a=sendrecv');
  hold.reply('200 OK', ['Contact: <sip:far@far.end>'], heldAnswer);
  retrieve.reply('200 OK', ['Contact: <sip:far@far.end>'], offeredSdp);
  await phone.next('call', ({ call: { callId, held } }) => callId === 'second' && held);
});

test('a hold that is refused leaves the call as it was and says why', async () => {
  const { server, phone, call } = await rig.inCall();
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('488 Not Acceptable Here');
  const refused = await phone.next('refused');
  expect(refused).toMatchObject({ callId: 'call', command: 'hold' });
  expect(refused.message).toBe(
    `The call could not be held: SIP server A (${server.address}) answered 488 Not Acceptable Here.`,
  );
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>'], heldAnswer);
  expect((await phone.next('call')).call.held).toBe(true);
});

test('an answer that media cannot use, or that is none, does not end the call', async () => {
  const { phone, call, leg } = await rig.inCall();
  await phone.command({ type: 'hold', callId: 'call' });
  const first = await call.request('INVITE');
  leg.fails = 'no common codec';
  first.reply('200 OK', ['Contact: <sip:far@far.end>'], heldAnswer);
  await call.request('ACK');
  expect((await phone.next('refused')).message).toContain('no common codec');
  leg.fails = null;
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>']);
  expect((await phone.next('refused')).message).toContain('no session description');
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>'], heldAnswer);
  expect((await phone.next('call')).call.held).toBe(true);
});

test('491 is tried again', async () => {
  const { phone, call } = await rig.inCall();
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('491 Request Pending');
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>'], heldAnswer);
  expect((await phone.next('call')).call.held).toBe(true);
});

test("the far side's re-INVITE that meets ours gets 491; its next is answered as held", async () => {
  const { phone, call } = await rig.inCall();
  await phone.command({ type: 'hold', callId: 'call' });
  const hold = await call.request('INVITE');
  call.reinvite(offeredSdp);
  await call.response('INVITE', 491);
  hold.reply('200 OK', ['Contact: <sip:far@far.end>'], heldAnswer);
  await phone.next('call', ({ call: { held } }) => held);
  call.reinvite(offeredSdp);
  const answer = await call.response('INVITE', 200);
  call.ack();
  expect(answer.body).toContain('a=sendonly');
});

test('a server that does not answer a hold is named after 5 s; an answer that comes late still counts', async () => {
  const { server, phone, call } = await rig.inCall({ hurry: 20 });
  await phone.command({ type: 'hold', callId: 'call' });
  const hold = await call.request('INVITE');
  expect((await phone.next('refused')).message).toBe(
    `SIP server A (${server.address}) has not answered for 8 s: the call is as it was.`,
  );
  await phone.command({ type: 'retrieve', callId: 'call' });
  expect((await phone.next('refused')).message).toBe('The call is not on hold.');
  await phone.command({ type: 'hold', callId: 'call' });
  expect((await phone.next('refused')).message).toContain('has not answered the last change');
  hold.reply('200 OK', ['Contact: <sip:far@far.end>'], heldAnswer);
  expect((await phone.next('call')).call.held).toBe(true);
});

test('a re-INVITE that is never answered is cleared away, and the next one goes out', async () => {
  const { server, phone, call } = await rig.inCall({ hurry: 50 });
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('100 Trying');
  await phone.next('refused');
  await vi.waitFor(async () => {
    await phone.command({ type: 'hold', callId: 'call' });
    expect(server.received.filter((text) => text.startsWith('INVITE'))).toHaveLength(2);
  }, 15_000);
});

test('481 from the server that set the call up ends it, where it knows nothing to replace either', async () => {
  const { server, phone, call } = await rig.inCall();
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('481 Call/Transaction Does Not Exist');
  (await asksToReplace(server, null)).invite.reply('481 Call/Transaction Does Not Exist');
  expect((await phone.next('refused')).message).toContain('481');
  expect((await phone.next('callEnded')).cause).toContain('no longer knows the call');
});
