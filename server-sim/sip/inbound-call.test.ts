import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EdgeBench } from './testing/edge-bench.ts';
import { DOMAIN, startEdge } from './testing/edge-bench.ts';
import { HeldTimers } from './testing/held-timers.ts';
import type { RawDevice, RawDialog } from './testing/raw-device.ts';
import { bodyOf, field, fields, sdpOf } from './testing/raw-device.ts';

let edge: EdgeBench;
let timers: HeldTimers;
let device: RawDevice;

beforeEach(async () => {
  timers = new HeldTimers();
  edge = await startEdge({ timers });
  device = await edge.registered();
});

afterEach(async () => {
  await edge.kill();
});

async function answered(legId = 'leg-1'): Promise<RawDialog> {
  edge.switchSide.offer(legId);
  const dialog = await device.answer(await device.request('INVITE'));
  await edge.switchSide.next('alerting');
  await edge.switchSide.next('answered');
  return dialog;
}

describe('an offered call', () => {
  test('carries the call, the caller and the offer', async () => {
    edge.switchSide.offer('leg-1', '1001', true);
    const invite = await device.request('INVITE');
    expect(invite.split('\r\n')[0]).toBe(`INVITE ${device.contact.slice(1, -1)} SIP/2.0`);
    expect(field(invite, 'X-Switchhook-Call')).toBe('call-leg-1');
    expect(field(invite, 'Call-Info')).toBe(`<sip:${DOMAIN}>;answer-after=0`);
    expect(field(invite, 'From')).toMatch(
      /^"Anna \\"Änne\\" Huber" <sip:\+4989123456@switchhook\.test>;tag=/,
    );
    expect(field(invite, 'Contact')).toBe(`<sip:leg-1@${DOMAIN};transport=ws>`);
    expect(Number(field(invite, 'Content-Length'))).toBe(Buffer.byteLength(bodyOf(invite)));
    expect(bodyOf(invite)).toContain('o=offer');
  });

  test('rings, is answered and is hung up by the device', async () => {
    const dialog = await answered();
    const answer = await edge.media.asked.next('answered', ({ what }) => what === 'answered');
    expect(answer.sdp).toBe(sdpOf());
    device.inDialog(dialog, 'BYE', 2);
    await device.response(200, 'BYE');
    expect(await edge.switchSide.next('released')).toMatchObject({
      legId: 'leg-1',
      reason: 'hung up by the device',
    });
    await edge.media.asked.next('close', ({ what }) => what === 'close');
    expect(edge.dialogs.byLeg('leg-1')).toBeNull();
  });

  test('is ended by the switch with BYE and its reason', async () => {
    await answered();
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'far end hung up' });
    const bye = await device.request('BYE');
    expect(field(bye, 'Reason')).toBe('SIP;cause=200;text="far end hung up"');
    expect(field(bye, 'CSeq')).toBe('2 BYE');
    device.respond(bye, 200, 'OK', '');
    expect(await edge.switchSide.next('released')).toMatchObject({ reason: 'far end hung up' });
  });

  test('a BYE that crosses ours is answered, and the leg released once', async () => {
    const dialog = await answered();
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'far end hung up' });
    const bye = await device.request('BYE');
    device.inDialog(dialog, 'BYE', 2);
    await device.response(200, 'BYE');
    device.respond(bye, 200, 'OK', '');
    await edge.switchSide.next('released');
    expect(edge.switchSide.reports.waiting()).toEqual([]);
  });

  test('a BYE that nobody answers ends the leg after 32 seconds', async () => {
    await answered();
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'far end hung up' });
    await device.request('BYE');
    timers.advance(32_000);
    await edge.switchSide.next('released');
  });

  test('is refused by the device', async () => {
    edge.switchSide.offer('leg-1');
    device.respond(await device.request('INVITE'), 486, 'Busy Here', 'x');
    await device.request('ACK');
    expect(await edge.switchSide.next('refused')).toMatchObject({
      legId: 'leg-1',
      status: 486,
      reason: 'Busy Here',
    });
    await edge.media.asked.next('close', ({ what }) => what === 'close');
  });

  test('is refused with 480 at once where the device is not registered here', async () => {
    edge.switchSide.offer('leg-1', '1009');
    expect(await edge.switchSide.next('refused')).toMatchObject({ status: 480 });
    expect(edge.media.asked.waiting()).toEqual([]);
  });

  test('is refused with 500 where media makes no offer', async () => {
    edge.media.problem = 'media server is down';
    edge.switchSide.offer('leg-1');
    const refused = await edge.switchSide.next('refused');
    expect(refused).toMatchObject({ status: 500 });
    expect(refused.reason).toContain('media server is down');
  });

  test('is given up after 32 seconds without any response', async () => {
    edge.switchSide.offer('leg-1');
    await device.request('INVITE');
    timers.advance(31_999);
    expect(edge.switchSide.reports.waiting()).toEqual([]);
    timers.advance(1);
    expect(await edge.switchSide.next('refused')).toMatchObject({ status: 408 });
  });

  test('is refused with 503 when the connection closes while it rings', async () => {
    edge.switchSide.offer('leg-1');
    device.respond(await device.request('INVITE'), 180, 'Ringing', 'x');
    await edge.switchSide.next('alerting');
    device.cut();
    expect(await edge.switchSide.next('refused')).toMatchObject({ legId: 'leg-1', status: 503 });
  });

  test('is cancelled with its reason while it rings', async () => {
    edge.switchSide.offer('leg-1');
    const invite = await device.request('INVITE');
    device.respond(invite, 180, 'Ringing', 'x');
    await edge.switchSide.next('alerting');
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 408, reason: 'no answer' });
    const cancel = await device.request('CANCEL');
    expect(field(cancel, 'Reason')).toBe('SIP;cause=408;text="no answer"');
    expect(field(cancel, 'CSeq')).toBe('1 CANCEL');
    expect(field(cancel, 'Via')).toBe(field(invite, 'Via'));
    device.respond(cancel, 200, 'OK', 'x');
    device.respond(invite, 487, 'Request Terminated', 'x');
    const ack = await device.request('ACK');
    expect(field(ack, 'To')).toContain(';tag=x');
    expect(await edge.switchSide.next('released')).toMatchObject({ reason: 'no answer' });
  });

  test('is not cancelled before the device has answered provisionally', async () => {
    edge.switchSide.offer('leg-1');
    const invite = await device.request('INVITE');
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'answered elsewhere' });
    device.send('\r\n\r\n');
    await device.inbox.next('pong', (text) => text === '\r\n');
    expect(device.inbox.waiting()).toEqual([]);
    device.respond(invite, 100, 'Trying', '');
    await device.request('CANCEL');
  });

  test('an answer that crosses the CANCEL is acknowledged and hung up', async () => {
    edge.switchSide.offer('leg-1');
    const invite = await device.request('INVITE');
    device.respond(invite, 180, 'Ringing', 'x');
    await edge.switchSide.next('alerting');
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'too late' });
    await device.request('CANCEL');
    device.respond(invite, 200, 'OK', 'x', sdpOf());
    await device.request('ACK');
    device.respond(await device.request('BYE'), 200, 'OK', '');
    expect(await edge.switchSide.next('released')).toMatchObject({ reason: 'too late' });
  });

  test('a repeated 200 is acknowledged again, a fork is sent away', async () => {
    edge.switchSide.offer('leg-1');
    const invite = await device.request('INVITE');
    device.respond(invite, 200, 'OK', 'first', sdpOf());
    await device.request('ACK');
    device.respond(invite, 200, 'OK', 'first', sdpOf());
    await device.request('ACK');
    device.respond(invite, 200, 'OK', 'second', sdpOf());
    expect(field(await device.request('ACK'), 'To')).toContain(';tag=second');
    expect(field(await device.request('BYE'), 'To')).toContain(';tag=second');
    await edge.switchSide.next('answered');
    expect(edge.switchSide.reports.waiting()).toEqual([]);
  });

  test('a 200 without a session description is hung up and refused', async () => {
    edge.switchSide.offer('leg-1');
    device.respond(await device.request('INVITE'), 200, 'OK', 'x');
    await device.request('ACK');
    device.respond(await device.request('BYE'), 200, 'OK', '');
    expect(await edge.switchSide.next('refused')).toMatchObject({ status: 488 });
  });
});

describe('a call that stands', () => {
  test('is held and retrieved by re-INVITE', async () => {
    const dialog = await answered();
    device.inDialog(dialog, 'INVITE', 2, { body: sdpOf('sendonly') });
    const held = await device.response(200, 'INVITE');
    expect(bodyOf(held)).toContain('o=answer');
    device.inDialog(dialog, 'ACK', 2);
    expect(await edge.switchSide.next('held')).toEqual({ type: 'held', legId: 'leg-1' });
    device.inDialog(dialog, 'INVITE', 3, { body: sdpOf('sendrecv') });
    await device.response(200, 'INVITE');
    device.inDialog(dialog, 'ACK', 3);
    expect(await edge.switchSide.next('retrieved')).toEqual({ type: 'retrieved', legId: 'leg-1' });
  });

  test('a re-INVITE that changes no direction (ICE restart) goes to media and is not reported', async () => {
    const dialog = await answered();
    device.inDialog(dialog, 'INVITE', 2, { body: sdpOf('sendrecv', 'restarted') });
    await device.response(200, 'INVITE');
    device.inDialog(dialog, 'ACK', 2);
    const asked = await edge.media.asked.next('answer', ({ what }) => what === 'answer');
    expect(asked.sdp).toContain('o=restarted');
    device.inDialog(dialog, 'OPTIONS', 3);
    await device.response(200, 'OPTIONS');
    expect(edge.switchSide.reports.waiting()).toEqual([]);
  });

  test('UPDATE holds too, and without a body only refreshes', async () => {
    const dialog = await answered();
    device.inDialog(dialog, 'UPDATE', 2, { body: sdpOf('inactive') });
    expect(bodyOf(await device.response(200, 'UPDATE'))).toContain('o=answer');
    await edge.switchSide.next('held');
    device.inDialog(dialog, 'UPDATE', 3);
    expect(bodyOf(await device.response(200, 'UPDATE'))).toBe('');
  });

  test('a session description that media refuses gets 488, and the call goes on', async () => {
    const dialog = await answered();
    edge.media.problem = 'no codec in common';
    device.inDialog(dialog, 'INVITE', 2, { body: sdpOf('sendonly') });
    const refused = await device.response(488, 'INVITE');
    expect(field(refused, 'Warning')).toContain('no codec in common');
    device.inDialog(dialog, 'OPTIONS', 3);
    await device.response(200, 'OPTIONS');
    expect(edge.dialogs.byLeg('leg-1')?.held).toBe(false);
  });

  test('an INVITE on an early dialog, where ours is in progress, gets 491', async () => {
    edge.switchSide.offer('leg-1');
    const invite = await device.request('INVITE');
    device.respond(invite, 180, 'Ringing', 'early');
    device.inDialog(
      {
        callId: field(invite, 'Call-ID'),
        localTag: 'early',
        remoteTag: /;tag=(.*)$/.exec(field(invite, 'From'))?.[1] ?? '',
        target: `sip:leg-1@${DOMAIN}`,
        local: field(invite, 'To'),
        remote: field(invite, 'From').replace(/;tag=.*/, ''),
      },
      'INVITE',
      1,
      { body: sdpOf() },
    );
    await device.response(491, 'INVITE');
  });

  test('an offer while the last one is being answered gets 500 and a time to try again', async () => {
    const dialog = await answered();
    let open = (): void => {};
    edge.media.gate = new Promise((resolve) => {
      open = resolve;
    });
    device.inDialog(dialog, 'INVITE', 2, { body: sdpOf('sendonly') });
    await edge.media.asked.next('answer', ({ what }) => what === 'answer');
    device.inDialog(dialog, 'INVITE', 3, { body: sdpOf('sendrecv') });
    expect(Number(field(await device.response(500, 'INVITE'), 'Retry-After'))).toBeLessThanOrEqual(10);
    open();
    await device.response(200, 'INVITE');
  });

  test('glare: an offer while ours, in a 200, waits for its ACK gets 491', async () => {
    const dialog = await answered();
    device.inDialog(dialog, 'INVITE', 2);
    expect(bodyOf(await device.response(200, 'INVITE'))).toContain('o=offer');
    device.inDialog(dialog, 'INVITE', 3, { body: sdpOf('sendonly') });
    await device.response(491, 'INVITE');
    device.inDialog(dialog, 'ACK', 2, { body: sdpOf('sendonly') });
    await edge.switchSide.next('held');
    device.inDialog(dialog, 'INVITE', 4, { body: sdpOf('sendrecv') });
    await device.response(200, 'INVITE');
  });

  test('a re-INVITE may be cancelled', async () => {
    const dialog = await answered();
    edge.media.gate = new Promise(() => {});
    device.inDialog(dialog, 'INVITE', 2, { body: sdpOf('sendonly'), branch: 'z9hG4bKhold' });
    await edge.media.asked.next('answer', ({ what }) => what === 'answer');
    device.inDialog(dialog, 'CANCEL', 2, { branch: 'z9hG4bKhold' });
    await device.response(200, 'CANCEL');
    await device.response(487, 'INVITE');
    expect(edge.dialogs.byLeg('leg-1')?.held).toBe(false);
  });

  test('the 200 of a re-INVITE is repeated until its ACK, and without one the call ends', async () => {
    const dialog = await answered();
    device.inDialog(dialog, 'INVITE', 2, { body: sdpOf() });
    await device.response(200, 'INVITE');
    timers.advance(500);
    await device.response(200, 'INVITE');
    timers.advance(1_000);
    await device.response(200, 'INVITE');
    timers.advance(31_000);
    await device.request('BYE');
  });

  test('digits by INFO are taken, anything else is not', async () => {
    const dialog = await answered();
    device.inDialog(dialog, 'INFO', 2, {
      body: 'Signal=5\r\nDuration=160\r\n',
      contentType: 'application/dtmf-relay',
    });
    await device.response(200, 'INFO');
    device.inDialog(dialog, 'INFO', 3, { body: '<a/>', contentType: 'application/xml' });
    expect(field(await device.response(415, 'INFO'), 'Accept')).toContain('application/dtmf-relay');
  });

  test('REFER is declined: transfers go by CTI', async () => {
    const dialog = await answered();
    device.inDialog(dialog, 'REFER', 2, { extra: ['Refer-To: <sip:2000@switchhook.test>'] });
    await device.response(603, 'REFER');
  });

  test('an old CSeq gets 500, an unknown dialog 481, an ACK for nothing no answer', async () => {
    const dialog = await answered();
    device.inDialog(dialog, 'OPTIONS', 5);
    await device.response(200, 'OPTIONS');
    device.inDialog(dialog, 'OPTIONS', 4);
    await device.response(500, 'OPTIONS');
    device.inDialog({ ...dialog, remoteTag: 'nobody' }, 'ACK', 6);
    device.inDialog({ ...dialog, remoteTag: 'nobody' }, 'BYE', 6);
    expect(fields(await device.response(481, 'BYE'), 'Via')).toHaveLength(1);
    expect(device.inbox.waiting()).toEqual([]);
  });

  test('outlives the device’s connection; BYE goes down the newest one', async () => {
    const dialog = await answered();
    device.cut();
    await edge.switchSide.next('unregistered');
    const fresh = await edge.registered();
    fresh.inDialog(dialog, 'INVITE', 2, { body: sdpOf('sendrecv', 'fresh') });
    await fresh.response(200, 'INVITE');
    fresh.inDialog(dialog, 'ACK', 2);
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'done' });
    const bye = await fresh.request('BYE');
    expect(bye.split('\r\n')[0]).toBe(`BYE ${fresh.contact.slice(1, -1)} SIP/2.0`);
  });

  test('that cannot be reached any more is released at once', async () => {
    await answered();
    device.cut();
    await edge.switchSide.next('unregistered');
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'done' });
    expect(await edge.switchSide.next('released')).toMatchObject({ legId: 'leg-1' });
  });
});
