import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HeldTime } from '../test-server/held-time.ts';
import { asksToReplace, Rig } from '../test-server/rig.ts';
import { contact, heldAnswer, offeredSdp, silent } from '../test-server/test-call.ts';

// An established call whose SIP server dies, where the other does not have its dialog.

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

describe('servers with dialogs of their own', () => {
  test('the dialog is replaced, and from then on everything goes by the new one', async () => {
    const { a, b, phone, call, leg } = await rig.talking();
    leg.takesDigits = false;
    await a.kill();
    const taken = await asksToReplace(b);
    expect(taken.invite.header('replaces')).toBe(call.replaces);
    expect(taken.invite.header('require')).toBe('replaces');
    expect(taken.invite.header('x-switchhook-call')).toBe('call');
    expect(taken.invite.raw.split('\r\n')[0]).toBe('INVITE sip:far@far.end;transport=ws SIP/2.0');
    expect(taken.invite.body).toContain('a=sendrecv');
    await taken.accept();
    expect(leg.done.at(-1)).toBe('answer taken: sendrecv');
    await phone.command({ type: 'hold', callId: 'call' });
    const hold = await taken.request('INVITE');
    expect(hold.body).toContain('a=sendonly');
    hold.reply('200 OK', contact, heldAnswer);
    expect((await phone.next('call')).call.held).toBe(true);
    await phone.command({ type: 'retrieve', callId: 'call' });
    (await taken.request('INVITE')).reply('200 OK', contact, offeredSdp);
    expect((await phone.next('call')).call.held).toBe(false);
    await phone.command({ type: 'digits', callId: 'call', digits: '5' });
    (await taken.request('INFO')).reply('200 OK');
    taken.bye(['Reason: SIP;cause=200;text="Ada hung up"']);
    await taken.response('BYE', 200);
    expect((await phone.next('callEnded')).cause).toBe('Ada hung up');
    expect(phone.media.legs.size).toBe(1);
    expect(leg.closed).toBe(true);
  });

  test.each([
    '404 Not Found',
    '405 Method Not Allowed',
    '480 Temporarily Unavailable',
    '500 Server Internal Error',
    '501 Not Implemented',
  ])('%s says as 481 does that the dialog is not known', async (answer) => {
    const { a, b, phone } = await rig.talking();
    await a.kill();
    const taken = await asksToReplace(b, answer);
    await taken.accept();
    await phone.command({ type: 'release', callId: 'call' });
    await taken.request('BYE');
  });

  test('a held call comes back held; ICE is restarted where the sound has gone', async () => {
    const { a, b, phone, call, leg } = await rig.talking();
    await phone.command({ type: 'hold', callId: 'call' });
    (await call.request('INVITE')).reply('200 OK', contact, heldAnswer);
    await phone.next('call', ({ call: { held } }) => held);
    await a.kill();
    const taken = await asksToReplace(b);
    expect(taken.invite.body).toContain('a=sendonly');
    await taken.accept(heldAnswer);
    await phone.command({ type: 'retrieve', callId: 'call' });
    (await taken.request('INVITE')).reply('200 OK', contact, offeredSdp);
    expect((await phone.next('call')).call.held).toBe(false);
    leg.now = silent;
    const c = await rig.server();
    await phone.register({ a: c.address, b: b.address });
    await b.kill();
    await asksToReplace(c);
    expect(leg.done.at(-1)).toBe('offer with new ICE: sendrecv');
  });

  test('a hold from the gap goes out with the INVITE that replaces', async () => {
    const { a, b, phone, call } = await rig.talking();
    await phone.command({ type: 'hold', callId: 'call' });
    await call.request('INVITE');
    await a.kill();
    const taken = await asksToReplace(b);
    expect(taken.invite.body).toContain('a=sendonly');
    await taken.accept(heldAnswer);
    expect((await phone.next('call')).call.held).toBe(true);
    expect(phone.events.some(({ type }) => type === 'refused')).toBe(false);
  });

  test('it moves there and back, and again', async () => {
    const { a, b, phone, call } = await rig.talking();
    let [from, to, side, replaced] = [a, b, 'B' as 'A' | 'B', call.replaces];
    for (let move = 1; move <= 4; move += 1) {
      const { port } = from;
      await from.kill();
      await phone.registered(side);
      const taken = await asksToReplace(to);
      expect(taken.invite.header('replaces')).toBe(replaced);
      await taken.accept();
      [from, to, side, replaced] = [to, await rig.server({ port }), side === 'A' ? 'B' : 'A', taken.replaces];
    }
    expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
  });

  test('two calls come back, each by a dialog of its own', async () => {
    const { a, b, phone, call } = await rig.talking();
    const second = a.invite({ id: 'second' });
    await phone.next('call', ({ call: { callId } }) => callId === 'second');
    await phone.command({ type: 'answer', callId: 'second' });
    (await call.request('INVITE')).reply('200 OK', contact, heldAnswer);
    await second.answered();
    await phone.next('call', ({ call: { callId, held } }) => callId === 'call' && held);
    await a.kill();
    const refuse = async (): Promise<void> =>
      (await b.nextThat(({ method, header }) => method === 'INVITE' && /;tag=/.test(header('to')))).reply(
        '481 Gone',
      );
    await Promise.all([refuse(), refuse()]);
    const taken = [await asksToReplace(b, null), await asksToReplace(b, null)];
    const directions = taken.map(({ invite }) => [
      invite.header('x-switchhook-call'),
      /a=send\w+/.exec(invite.body)?.[0],
    ]);
    expect(Object.fromEntries(directions)).toEqual({ call: 'a=sendonly', second: 'a=sendrecv' });
    for (const one of taken) await one.accept();
    for (const one of taken) one.bye();
    await phone.next('callEnded');
    await phone.next('callEnded');
  });

  test.each(['481 Call/Transaction Does Not Exist', '603 Declined'])(
    'a call that the switch has no more (%s) is over, and says so',
    async (answer) => {
      const { a, b, phone, leg } = await rig.talking({ hurry: 50 });
      await a.kill();
      (await asksToReplace(b)).invite.reply(answer);
      expect((await phone.next('callEnded')).cause).toBe(
        `The far end hung up while the phone moved to SIP server B (${b.address})`,
      );
      expect(leg.closed).toBe(true);
    },
  );

  test('refused for another reason it is sound alone, and asked for again after a pause', async () => {
    const { a, b, phone, leg } = await rig.talking({ hurry: 20 });
    await a.kill();
    (await asksToReplace(b)).invite.reply('503 Service Unavailable');
    (await asksToReplace(b)).invite.reply('403 Forbidden');
    await (await asksToReplace(b)).accept();
    expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
    expect(leg.closed).toBe(false);
  });

  test('a server that is busy with the dialog knows it: it is asked again, and not replaced', async () => {
    const { a, b, call } = await rig.talking({ hurry: 20 });
    await a.kill();
    call.moveTo(b);
    (await call.request('INVITE')).reply('500 Server Internal Error', ['Retry-After: 1']);
    (await call.request('INVITE')).reply('200 OK', contact, offeredSdp);
    await call.request('ACK');
  });

  test('a click asks again at once for a call that was refused', async () => {
    const { a, b, phone } = await rig.talking();
    await a.kill();
    (await asksToReplace(b)).invite.reply('488 Not Acceptable Here');
    await b.next('ACK');
    await phone.command({ type: 'hold', callId: 'call' });
    const taken = await asksToReplace(b);
    expect(taken.invite.body).toContain('a=sendonly');
    await taken.accept(heldAnswer);
    expect((await phone.next('call')).call.held).toBe(true);
  });

  test('a server that does not know Replaces is not asked again, the next one is', async () => {
    const time = new HeldTime();
    const { a, b, phone } = await rig.talking({ timers: time.timers, now: time.now }, 3_600_000);
    const { port } = a;
    await a.kill();
    (await asksToReplace(b)).invite.reply('420 Bad Extension', ['Unsupported: replaces']);
    await b.next('ACK');
    await b.next('ACK');
    await time.pass(600_000);
    expect(b.received.filter((text) => text.startsWith('INVITE'))).toHaveLength(2);
    const again = await rig.server({ port });
    await b.kill();
    await phone.registered('A');
    await (await asksToReplace(again)).accept();
  });

  test('491 is tried again', async () => {
    const { a, b } = await rig.talking({ hurry: 20 });
    await a.kill();
    (await asksToReplace(b)).invite.reply('491 Request Pending');
    await (await asksToReplace(b, null)).accept();
  });

  test('a server that dies before it has answered gives way to the next', async () => {
    const { a, b, phone } = await rig.talking();
    const { port } = a;
    await a.kill();
    (await asksToReplace(b)).invite.reply('100 Trying');
    const again = await rig.server({ port });
    await b.kill();
    await phone.registered('A');
    await (await asksToReplace(again)).accept();
  });

  test('an answer that media cannot use costs no call: it is offered once more, in the new dialog', async () => {
    const { a, b, phone, leg } = await rig.talking({ hurry: 20 });
    await a.kill();
    const taken = await asksToReplace(b);
    leg.fails = 'no common codec';
    await taken.accept();
    leg.fails = null;
    (await taken.request('INVITE')).reply('200 OK', contact, offeredSdp);
    await taken.request('ACK');
    expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
  });

  test('the BYE for the dialog that makes room ends no call; alone it does', async () => {
    const { a, b, phone, call } = await rig.talking({ hurry: 20 });
    await a.kill();
    const taken = await asksToReplace(b);
    call.moveTo(b);
    call.bye(['Reason: SIP;cause=200;text="Ada hung up"']);
    await call.response('BYE', 200);
    await taken.accept();
    await phone.command({ type: 'hold', callId: 'call' });
    (await taken.request('INVITE')).reply('200 OK', contact, heldAnswer);
    expect((await phone.next('call')).call.held).toBe(true);
    const { port } = a;
    const again = await rig.server({ port });
    await b.kill();
    const next = await asksToReplace(again);
    taken.moveTo(again);
    taken.bye(['Reason: SIP;cause=200;text="Ada hung up too"']);
    await taken.response('BYE', 200);
    next.invite.reply('481 Gone');
    expect((await phone.next('callEnded')).cause).toBe('Ada hung up too');
  });

  test("the far side's changes are answered in the new dialog, with an offer or without", async () => {
    const { a, b, leg } = await rig.talking();
    await a.kill();
    const taken = await asksToReplace(b);
    await taken.accept();
    taken.reinvite(offeredSdp);
    expect((await taken.response('INVITE', 200)).body).toContain('a=sendrecv');
    taken.ack();
    taken.reinvite();
    expect((await taken.response('INVITE', 200)).body).toContain('a=sendrecv');
    taken.ack(heldAnswer);
    await vi.waitFor(() => expect(leg.done.at(-1)).toBe('answer taken: recvonly'));
    leg.fails = 'no common codec';
    taken.reinvite(offeredSdp);
    await taken.response('INVITE', 488);
  });

  test("the far side's re-INVITE that meets ours in the new dialog gets 491", async () => {
    const { a, b, phone } = await rig.talking();
    await a.kill();
    const taken = await asksToReplace(b);
    await taken.accept();
    await phone.command({ type: 'hold', callId: 'call' });
    const hold = await taken.request('INVITE');
    taken.reinvite(offeredSdp);
    await taken.response('INVITE', 491);
    hold.reply('200 OK', contact, heldAnswer);
    expect((await phone.next('call')).call.held).toBe(true);
  });
});
