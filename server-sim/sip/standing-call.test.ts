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

  test.each([
    ['application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', '5'],
    ['application/dtmf-relay; charset=utf-8', 'Duration=100\r\nSignal= #\r\n', '#'],
    ['application/dtmf-relay', 'Signal=10\r\n', '*'],
    ['application/dtmf', 'd', 'D'],
  ])('a digit by INFO, %s %j, goes to media', async (contentType, body, digit) => {
    const dialog = await answered();
    device.inDialog(dialog, 'INFO', 2, { body, contentType });
    await device.response(200, 'INFO');
    await edge.media.asked.next(digit, ({ what, legId }) => what === `pressed ${digit}` && legId === 'leg-1');
  });

  test('an INFO of another type, with no key or that media does not take is refused with why', async () => {
    const dialog = await answered();
    device.inDialog(dialog, 'INFO', 2, { body: '<a/>', contentType: 'application/xml' });
    expect(field(await device.response(415, 'INFO'), 'Accept')).toBe(
      'application/dtmf-relay, application/dtmf',
    );
    device.inDialog(dialog, 'INFO', 3, { body: 'Duration=160\r\n', contentType: 'application/dtmf-relay' });
    expect(await device.response(400, 'INFO')).toContain('no line Signal=');
    device.inDialog(dialog, 'INFO', 4, { body: '42', contentType: 'application/dtmf' });
    expect(await device.response(400, 'INFO')).toContain('must name one key');
    edge.media.problem = 'Media has no leg leg-1';
    device.inDialog(dialog, 'INFO', 5, { body: '4', contentType: 'application/dtmf' });
    expect(field(await device.response(500, 'INFO'), 'Warning')).toContain('Media has no leg leg-1');
    device.inDialog(dialog, 'INFO', 6);
    await device.response(200, 'INFO');
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

  test('is ended at the phone that has it, though another has registered with the device since', async () => {
    await answered();
    const newer = await edge.registered();
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'done' });
    const bye = await device.request('BYE');
    expect(bye.split('\r\n')[0]).toBe(`BYE ${device.contact.slice(1, -1)} SIP/2.0`);
    expect(newer.inbox.waiting()).toEqual([]);
  });

  test('that cannot be reached any more is released at once', async () => {
    await answered();
    device.cut();
    await edge.switchSide.next('unregistered');
    edge.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'done' });
    expect(await edge.switchSide.next('released')).toMatchObject({ legId: 'leg-1' });
  });
});
