import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Rig } from '../test-server/rig.ts';
import { contact, heldAnswer, offeredSdp, silent } from '../test-server/test-call.ts';

// An established call whose SIP server dies, over real sockets.

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

describe('servers that share their dialogs', () => {
  test('the other is told of the call by re-INVITE, and the call goes on there', async () => {
    const { a, b, phone, call } = await rig.talking();
    await a.kill();
    expect(await phone.registered('B')).toMatchObject({ status: 'moved' });
    call.moveTo(b);
    const refresh = await call.request('INVITE');
    expect(refresh.body).toContain('a=sendrecv');
    refresh.reply('200 OK', contact, offeredSdp);
    await call.request('ACK');
    call.bye();
    await call.response('BYE', 200);
    expect((await phone.next('callEnded')).cause).toBe('Ended by the far end');
  });

  test('ICE is restarted after a move only where the sound has gone too', async () => {
    const { a, b, phone, call, leg } = await rig.talking();
    leg.now = silent;
    await a.kill();
    await phone.registered('B');
    call.moveTo(b);
    await call.request('INVITE');
    expect(leg.done.at(-1)).toBe('offer with new ICE: sendrecv');
  });

  test('a hold that was lost with its server goes out with the refresh', async () => {
    const { a, b, phone, call } = await rig.talking();
    await phone.command({ type: 'hold', callId: 'call' });
    await call.request('INVITE');
    await a.kill();
    call.moveTo(b);
    const refresh = await call.request('INVITE');
    expect(refresh.body).toContain('a=sendonly');
    refresh.reply('200 OK', contact, heldAnswer);
    expect((await phone.next('call')).call.held).toBe(true);
    expect(phone.events.some(({ type }) => type === 'refused')).toBe(false);
  });

  test("a re-INVITE of the lost server's, whose ACK never comes, does not keep the next from being told", async () => {
    const { a, b, phone, call } = await rig.talking();
    await phone.command({ type: 'hold', callId: 'call' });
    (await call.request('INVITE')).reply('200 OK', contact, heldAnswer);
    await phone.next('call', ({ call: { held } }) => held);
    call.reinvite(offeredSdp);
    await call.response('INVITE', 200);
    await a.kill();
    await phone.registered('B');
    call.moveTo(b);
    await call.request('INVITE');
  });
});

describe('no server at all', () => {
  test('what is asked for meanwhile is refused after 5 s, and not done later', async () => {
    const { a, b, phone, call } = await rig.talking({ hurry: 20 });
    const { port } = a;
    await Promise.all([a.kill(), b.kill()]);
    await phone.next('registration', ({ state }) => state === 'failed');
    await phone.command({ type: 'hold', callId: 'call' });
    expect((await phone.next('refused')).message).toContain(
      'has not answered for 8 s: the call is as it was',
    );
    const again = await rig.server({ port });
    call.moveTo(again);
    const refresh = await call.request('INVITE');
    expect(refresh.body).toContain('a=sendrecv');
  });
});
