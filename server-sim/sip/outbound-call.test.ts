import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EdgeBench } from './testing/edge-bench.ts';
import { DOMAIN, startEdge } from './testing/edge-bench.ts';
import { HeldTimers } from './testing/held-timers.ts';
import type { RawDevice } from './testing/raw-device.ts';
import { bodyOf, digestFor, field, sdpOf, tagOf } from './testing/raw-device.ts';

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

async function dial(number = '2000'): Promise<{ legId: string; invite: ReturnType<RawDevice['invite']> }> {
  const invite = device.invite(number);
  await device.response(100, 'INVITE');
  const { legId } = await edge.switchSide.next('dialled');
  return { legId, invite };
}

describe('a dialled call', () => {
  test('is reported with its number, rings, is accepted and hung up by the device', async () => {
    device.invite('%2B49301234;phone-context=x');
    expect(field(await device.response(100, 'INVITE'), 'To')).not.toContain('tag');
    const dialled = await edge.switchSide.next('dialled');
    expect(dialled).toMatchObject({ side: 'A', device: '1001', number: '+49301234' });
    const { legId } = dialled;
    edge.switchSide.order({ type: 'progress', legId });
    const ringing = await device.response(180, 'INVITE');
    edge.switchSide.order({ type: 'accept', legId });
    const ok = await device.response(200, 'INVITE');
    expect(tagOf(field(ok, 'To'))).toBe(tagOf(field(ringing, 'To')));
    expect(bodyOf(ok)).toContain('o=answer');
    const dialog = device.dialogOf(ok);
    device.inDialog(dialog, 'ACK', 1);
    device.inDialog(dialog, 'BYE', 2, { extra: ['Reason: SIP;cause=200;text="agent hung up"'] });
    await device.response(200, 'BYE');
    expect(await edge.switchSide.next('released')).toEqual({
      type: 'released',
      legId,
      reason: 'agent hung up',
    });
  });

  test('a tel URI is dialled by its number', async () => {
    const text = device.message(
      [
        'INVITE tel:+1-201-555-0123 SIP/2.0',
        device.via(),
        'From: <sip:1001@switchhook.test>;tag=t',
        'To: <tel:+1-201-555-0123>',
        'Call-ID: tel',
        'CSeq: 1 INVITE',
        `Contact: ${device.contact}`,
      ],
      sdpOf(),
    );
    device.send(text);
    expect(await edge.switchSide.next('dialled')).toMatchObject({ number: '+12015550123' });
  });

  test('is refused with the switch’s status and reason', async () => {
    const { legId } = await dial();
    edge.switchSide.order({ type: 'release', legId, status: 486, reason: 'Busy\r\nInjected: yes' });
    const busy = await device.response(486, 'INVITE');
    expect(busy.split('\r\n')[0]).toBe('SIP/2.0 486 Busy Injected: yes');
    expect(await edge.switchSide.next('released')).toMatchObject({ legId });
  });

  test('is cancelled by the device', async () => {
    const { legId, invite } = await dial();
    device.send(device.message(invite.lines('CANCEL')));
    await device.response(200, 'CANCEL');
    const ended = await device.response(487, 'INVITE');
    device.send(
      device.message(
        invite.lines('ACK').map((line) => (line.startsWith('To:') ? `To: ${field(ended, 'To')}` : line)),
      ),
    );
    expect(await edge.switchSide.next('released')).toEqual({
      type: 'released',
      legId,
      reason: 'cancelled by the device',
    });
    edge.switchSide.order({ type: 'accept', legId });
    expect(edge.logged.at(-1)).toContain('no leg waits for accept');
  });

  test('is ended by BYE while it rings, as a caller may', async () => {
    device.invite('2000');
    const { legId } = await edge.switchSide.next('dialled');
    edge.switchSide.order({ type: 'progress', legId });
    const ringing = await device.response(180, 'INVITE');
    device.inDialog(device.dialogOf(ringing), 'BYE', 2);
    await device.response(200, 'BYE');
    await device.response(487, 'INVITE');
    expect(await edge.switchSide.next('released')).toMatchObject({
      legId,
      reason: 'cancelled by the device',
    });
  });

  test('a CANCEL that fits nothing gets 481', async () => {
    device.send(
      device.message(
        device
          .invite('2000')
          .lines('CANCEL')
          .map((line) => line.replace('branch=', 'branch=z9hG4bKother')),
      ),
    );
    await device.response(481, 'CANCEL');
  });

  test('is refused with 488 where media has no answer', async () => {
    const { legId } = await dial();
    edge.media.problem = 'no codec in common';
    edge.switchSide.order({ type: 'accept', legId });
    await device.response(488, 'INVITE');
    expect((await edge.switchSide.next('released')).reason).toContain('no codec in common');
  });

  test('ends when the connection closes before it is accepted', async () => {
    const { legId } = await dial();
    device.cut();
    expect(await edge.switchSide.next('released')).toMatchObject({ legId, reason: 'connection closed' });
  });

  test('the 200 is repeated until its ACK; a release waits for the ACK', async () => {
    const { legId } = await dial();
    edge.switchSide.order({ type: 'accept', legId });
    const ok = await device.response(200, 'INVITE');
    edge.switchSide.order({ type: 'release', legId, status: 200, reason: 'far end hung up' });
    timers.advance(500);
    await device.response(200, 'INVITE');
    expect(device.inbox.waiting()).toEqual([]);
    device.inDialog(device.dialogOf(ok), 'ACK', 1);
    const bye = await device.request('BYE');
    expect(field(bye, 'From')).toBe(field(ok, 'To'));
    device.respond(bye, 200, 'OK', '');
    expect(await edge.switchSide.next('released')).toMatchObject({ legId, reason: 'far end hung up' });
  });

  test('without any ACK it ends after 32 seconds', async () => {
    const { legId } = await dial();
    edge.switchSide.order({ type: 'accept', legId });
    await device.response(200, 'INVITE');
    timers.advance(32_000);
    device.respond(await device.request('BYE'), 200, 'OK', '');
    expect(await edge.switchSide.next('released')).toMatchObject({ legId, reason: 'no ACK came' });
  });

  test('without an offer gets one in the 200 and brings the answer in the ACK', async () => {
    const text = device.message([
      `INVITE sip:2000@${DOMAIN} SIP/2.0`,
      device.via(),
      `From: <sip:1001@${DOMAIN}>;tag=late`,
      `To: <sip:2000@${DOMAIN}>`,
      'Call-ID: late',
      'CSeq: 1 INVITE',
      `Contact: ${device.contact}`,
    ]);
    device.send(text);
    const { legId } = await edge.switchSide.next('dialled');
    edge.switchSide.order({ type: 'accept', legId });
    const ok = await device.response(200, 'INVITE');
    expect(bodyOf(ok)).toContain('o=offer');
    device.inDialog(device.dialogOf(ok), 'ACK', 1, { body: sdpOf('sendrecv', 'late') });
    const asked = await edge.media.asked.next('answered', ({ what }) => what === 'answered');
    expect(asked.sdp).toContain('o=late');
  });

  test('an INVITE repeated with the same branch is answered as before, by another way it is a loop', async () => {
    const { invite } = await dial();
    const again = [...invite.lines('INVITE'), `Contact: ${device.contact}`];
    device.send(device.message(again, sdpOf()));
    await device.response(100, 'INVITE');
    device.send(
      device.message(
        again.map((line) => line.replace('branch=', 'branch=z9hG4bKother')),
        sdpOf(),
      ),
    );
    await device.response(482, 'INVITE');
    expect(edge.switchSide.reports.waiting()).toEqual([]);
  });

  test('from a connection that has not registered has to authenticate', async () => {
    const stranger = await edge.device('1002');
    const first = stranger.invite('2000');
    const challenged = await stranger.response(401, 'INVITE');
    stranger.send(stranger.message(first.lines('ACK')));
    const digest = digestFor(field(challenged, 'WWW-Authenticate'), {
      method: 'INVITE',
      uri: `sip:2000@${DOMAIN}`,
      user: '1002',
      password: stranger.options.password,
    });
    stranger.invite('2000', { extra: [`Authorization: ${digest}`] });
    expect(await edge.switchSide.next('dialled')).toMatchObject({ device: '1002' });
  });

  test('to an empty user gets 400, to no user 484, to another domain 404', async () => {
    device.invite('');
    await device.response(400, 'INVITE');
    const elsewhere = device.message(
      [
        ...device
          .invite('2000')
          .lines('INVITE')
          .map((line) =>
            line
              .replace(`2000@${DOMAIN} SIP`, '2000@elsewhere.test SIP')
              .replace('branch=', 'branch=z9hG4bKx')
              .replace('Call-ID: ', 'Call-ID: x'),
          ),
        `Contact: ${device.contact}`,
      ],
      sdpOf(),
    );
    device.send(elsewhere);
    await device.response(404, 'INVITE');
  });
});
