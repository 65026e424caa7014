import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EdgeBench } from './testing/edge-bench.ts';
import { DOMAIN, startEdge } from './testing/edge-bench.ts';
import { HeldTimers } from './testing/held-timers.ts';
import type { RawDevice, RawDialog } from './testing/raw-device.ts';
import { bodyOf, field, sdpOf } from './testing/raw-device.ts';

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

  test('that the switch ends at its answer, the number behind it being busy, is hung up', async () => {
    edge.switchSide.onReport = (report) => {
      if (report.type !== 'answered') return;
      edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 486, reason: 'Busy Here' });
    };
    edge.switchSide.offer('leg-1', '1001', true);
    await device.answer(await device.request('INVITE'));
    expect(field(await device.request('BYE'), 'Reason')).toContain('486');
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

  test('is told as unreached when the connection closes while it rings, after the device is gone', async () => {
    edge.switchSide.offer('leg-1');
    device.respond(await device.request('INVITE'), 180, 'Ringing', 'x');
    await edge.switchSide.next('alerting');
    device.cut();
    const order = [
      await edge.switchSide.reports.next('any report', () => true),
      await edge.switchSide.reports.next('any report', () => true),
    ];
    expect(order).toMatchObject([
      { type: 'unregistered', device: '1001' },
      { type: 'unreached', legId: 'leg-1', reason: 'the connection to the device has closed' },
    ]);
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
