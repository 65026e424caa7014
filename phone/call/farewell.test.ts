import { afterEach, beforeEach, expect, test } from 'vitest';
import { asksToReplace, nowhere, Rig } from '../test-server/rig.ts';
import type { SipTestServer } from '../test-server/sip-test-server.ts';
import { TakenCall } from '../test-server/taken-call.ts';

// What the agent has ended is to end at the switch too, whichever servers die meanwhile.

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

async function replacing(server: SipTestServer): Promise<TakenCall> {
  return new TakenCall(
    server,
    await server.nextThat(({ method, header }) => method === 'INVITE' && header('replaces') !== ''),
  );
}

test('a call released while no server is there is ended with BYE at the next', async () => {
  const a = await rig.server();
  const phone = rig.phone();
  await phone.register({ a: a.address, b: nowhere });
  await phone.registered('A');
  const call = a.invite({ id: 'call' });
  await phone.next('call');
  await phone.command({ type: 'answer', callId: 'call' });
  await call.answered();
  await phone.next('call', ({ call: { phase } }) => phase === 'established');
  const { port } = a;
  await a.kill();
  await phone.next('registration', ({ state }) => state === 'failed');
  await phone.command({ type: 'release', callId: 'call' });
  expect((await phone.next('callEnded')).cause).toBe('Released');
  const again = await rig.server({ port });
  call.moveTo(again);
  await call.request('BYE');
});

test('a BYE that died with its server is said again', async () => {
  const { a, b, phone, call, leg } = await rig.talking();
  await phone.command({ type: 'release', callId: 'call' });
  await call.request('BYE');
  expect(leg.closed).toBe(true);
  await a.kill();
  await phone.registered('B');
  call.moveTo(b);
  (await call.request('BYE')).reply('200 OK');
});

test('where the next server has not the dialog, it is replaced by one without sound, and that is ended', async () => {
  const { a, b, phone, call } = await rig.talking();
  await phone.command({ type: 'release', callId: 'call' });
  await call.request('BYE');
  await a.kill();
  call.moveTo(b);
  (await call.request('BYE')).reply('481 Call/Transaction Does Not Exist');
  const taken = await replacing(b);
  expect(taken.invite.header('replaces')).toBe(call.replaces);
  expect(taken.invite.body).toContain('a=inactive');
  await taken.accept();
  (await taken.request('BYE')).reply('200 OK');
  expect(phone.events.filter(({ type }) => type === 'callEnded')).toHaveLength(1);
});

test('a call released while it is being taken over is ended in its new dialog', async () => {
  const { a, b, phone } = await rig.talking();
  await a.kill();
  const taken = await asksToReplace(b);
  await phone.command({ type: 'release', callId: 'call' });
  await phone.next('callEnded');
  await taken.accept();
  await taken.request('BYE');
});

test('a call that could not be taken over is ended by replacing it once more', async () => {
  const { a, b, phone } = await rig.talking();
  await a.kill();
  (await asksToReplace(b)).invite.reply('488 Not Acceptable Here');
  await b.next('ACK');
  await phone.command({ type: 'release', callId: 'call' });
  (await b.next('BYE')).reply('481 Call/Transaction Does Not Exist');
  (await replacing(b)).invite.reply('481 Call/Transaction Does Not Exist');
  await phone.next('callEnded');
});

test('a server that cannot just now is asked again', async () => {
  const { a, b, phone, call } = await rig.talking({ hurry: 20 });
  await phone.command({ type: 'release', callId: 'call' });
  await call.request('BYE');
  await a.kill();
  call.moveTo(b);
  (await call.request('BYE')).reply('481 Call/Transaction Does Not Exist');
  (await replacing(b)).invite.reply('503 Service Unavailable');
  (await call.request('BYE')).reply('481 Call/Transaction Does Not Exist');
  const taken = await replacing(b);
  await taken.accept();
  await taken.request('BYE');
});

test('no BYE goes out before the ACK; where that was lost, the call is replaced to be ended', async () => {
  const { a, b, phone } = await rig.pair();
  const call = a.invite({ id: 'call' });
  await phone.next('call');
  await phone.command({ type: 'answer', callId: 'call' });
  await call.accepted();
  await phone.next('call', ({ call: { phase } }) => phase === 'established');
  await phone.command({ type: 'release', callId: 'call' });
  await phone.next('callEnded');
  expect(a.received.some((text) => text.startsWith('BYE'))).toBe(false);
  await a.kill();
  const taken = await replacing(b);
  expect(taken.invite.header('replaces')).toBe(call.replaces);
  await taken.accept();
  await taken.request('BYE');
});

test('a BYE that waits for the ACK goes out with it', async () => {
  const { server, phone } = await rig.registered();
  const call = server.invite({ id: 'call' });
  await phone.next('call');
  await phone.command({ type: 'answer', callId: 'call' });
  await call.accepted();
  await phone.next('call', ({ call: { phase } }) => phase === 'established');
  await phone.command({ type: 'release', callId: 'call' });
  await phone.next('callEnded');
  expect(server.received.some((text) => text.startsWith('BYE'))).toBe(false);
  call.ack();
  (await call.request('BYE')).reply('200 OK');
});
