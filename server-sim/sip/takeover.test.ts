import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { legIdOfTag } from './b2bua/dialog-requests.ts';
import { createDialogStore } from './b2bua/dialog-store.ts';
import type { FindLeg } from './b2bua/takeovers.ts';
import type { EdgeBench } from './testing/edge-bench.ts';
import { DOMAIN, NotingMedia, startEdge } from './testing/edge-bench.ts';
import type { RawDevice, RawDialog } from './testing/raw-device.ts';
import { bodyOf, field, sdpOf } from './testing/raw-device.ts';

let edgeA: EdgeBench;
let edgeB: EdgeBench;
let media: NotingMedia;

/** Two edges: one store or each its own; media is one, as it outlives both. */
async function startPair(shared: boolean, findLeg?: FindLeg): Promise<void> {
  media = new NotingMedia();
  const dialogs = createDialogStore();
  edgeA = await startEdge({ side: 'A', dialogs, media });
  edgeB = await startEdge({
    side: 'B',
    dialogs: shared ? dialogs : createDialogStore(),
    media,
    ...(findLeg === undefined ? {} : { findLeg }),
  });
}

async function callOnA(device: RawDevice): Promise<RawDialog> {
  edgeA.switchSide.offer('leg-1');
  const dialog = await device.answer(await device.request('INVITE'));
  await edgeA.switchSide.next('answered');
  return dialog;
}

function replaces(dialog: RawDialog, more = ''): string {
  return `Replaces: ${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}${more}`;
}

afterEach(async () => {
  await edgeA.kill();
  await edgeB.kill();
});

describe('edges that share their dialogs', () => {
  beforeEach(() => startPair(true));

  test('the other edge goes on with a call whose edge was killed', async () => {
    const device = await edgeA.registered();
    const dialog = await callOnA(device);
    await edgeA.kill();
    expect(edgeA.switchSide.reports.waiting().join()).not.toContain('released');

    const fresh = await edgeB.registered();
    fresh.inDialog(dialog, 'INVITE', 2, { body: sdpOf('sendrecv', 'restarted') });
    await fresh.response(200, 'INVITE');
    fresh.inDialog(dialog, 'ACK', 2);
    fresh.inDialog(dialog, 'INVITE', 3, { body: sdpOf('sendonly') });
    await fresh.response(200, 'INVITE');
    fresh.inDialog(dialog, 'ACK', 3);
    await edgeB.switchSide.next('held');

    edgeB.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'far end hung up' });
    const bye = await fresh.request('BYE');
    expect(bye.split('\r\n')[0]).toBe(`BYE ${fresh.contact.slice(1, -1)} SIP/2.0`);
    fresh.respond(bye, 200, 'OK', '');
    expect(await edgeB.switchSide.next('released')).toMatchObject({ legId: 'leg-1' });
  });

  test('a BYE that comes to the other edge ends the call', async () => {
    const device = await edgeA.registered();
    const dialog = await callOnA(device);
    const second = await edgeB.device();
    second.inDialog(dialog, 'BYE', 2);
    await second.response(200, 'BYE');
    expect(await edgeB.switchSide.next('released')).toMatchObject({ legId: 'leg-1' });
    expect(edgeA.dialogs.byLeg('leg-1')).toBeNull();
  });

  test('an edge forgets no dialog that its twin goes on with', async () => {
    const device = await edgeA.registered();
    const dialog = await callOnA(device);
    const fresh = await edgeB.registered();
    fresh.inDialog(dialog, 'INVITE', 2, { body: sdpOf() });
    await fresh.response(200, 'INVITE');
    edgeA.switchSide.order({ type: 'forget', legId: 'leg-1' });
    expect(edgeB.dialogs.byLeg('leg-1')).toMatchObject({ servedBy: 'B' });
  });

  test('an edge that cannot reach the device leaves the release to the one that can', async () => {
    const device = await edgeA.registered();
    const dialog = await callOnA(device);
    const fresh = await edgeB.registered();
    fresh.inDialog(dialog, 'INVITE', 2, { body: sdpOf() });
    await fresh.response(200, 'INVITE');
    device.cut();
    await edgeA.switchSide.next('unregistered');
    edgeA.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'done' });
    expect(edgeA.logged.at(-1)).toContain('servedBy');
    edgeB.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'done' });
    await fresh.request('BYE');
  });

  test('INVITE with Replaces takes the leg over; the replaced dialog gets BYE', async () => {
    const device = await edgeA.registered();
    const dialog = await callOnA(device);
    const fresh = await edgeB.registered();
    fresh.invite('anything', { extra: [replaces(dialog)], body: sdpOf('sendrecv', 'replacing') });
    const ok = await fresh.response(200, 'INVITE');
    expect(bodyOf(ok)).toContain('o=answer');
    expect(await media.asked.next('answer', ({ what }) => what === 'answer')).toMatchObject({
      legId: 'leg-1',
    });
    const bye = await fresh.request('BYE');
    expect(field(bye, 'Call-ID')).toBe(dialog.callId);
    fresh.respond(bye, 200, 'OK', '');
    const next = fresh.dialogOf(ok);
    fresh.inDialog(next, 'ACK', 1);
    fresh.inDialog(next, 'INVITE', 2, { body: sdpOf('sendonly') });
    await fresh.response(200, 'INVITE');
    expect(await edgeB.switchSide.next('held')).toMatchObject({ legId: 'leg-1' });
    fresh.inDialog(dialog, 'BYE', 2);
    await fresh.response(481, 'BYE');
    expect(await edgeB.switchSide.next('moved')).toMatchObject({ side: 'B', legId: 'leg-1', isShared: true });
    expect(edgeB.switchSide.reports.waiting()).toEqual([]);
  });
});

describe('edges with dialogs of their own', () => {
  test('an unknown dialog gets 481, and Replaces too where the switch does not know the leg', async () => {
    await startPair(false);
    const device = await edgeA.registered();
    const dialog = await callOnA(device);
    const fresh = await edgeB.registered();
    fresh.inDialog(dialog, 'INVITE', 2, { body: sdpOf() });
    await fresh.response(481, 'INVITE');
    fresh.invite('anything', { extra: [replaces(dialog)] });
    await fresh.response(481, 'INVITE');
  });

  test('Replaces is accepted where the switch knows the leg, here by our tag', async () => {
    await startPair(false, async (_callId, localTag) => {
      const legId = legIdOfTag(localTag);
      return legId === 'leg-1' ? { legId, device: '1001', held: true } : null;
    });
    const device = await edgeA.registered();
    const dialog = await callOnA(device);
    const fresh = await edgeB.registered();
    fresh.invite('anything', { extra: [replaces(dialog)], body: sdpOf('sendrecv') });
    const ok = await fresh.response(200, 'INVITE');
    fresh.inDialog(fresh.dialogOf(ok), 'ACK', 1);
    expect(await edgeB.switchSide.next('moved')).toEqual({
      type: 'moved',
      side: 'B',
      legId: 'leg-1',
      isShared: false,
    });
    expect(await edgeB.switchSide.next('retrieved')).toMatchObject({ legId: 'leg-1' });
    edgeB.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'done' });
    expect(field(await fresh.request('BYE'), 'From')).toContain(`@${DOMAIN}`);
  });

  test('the edge that had the leg forgets it when it is told to, and tells nobody', async () => {
    await startPair(false);
    const device = await edgeA.registered();
    const dialog = await callOnA(device);
    expect(edgeA.dialogs.byLeg('leg-1')).not.toBeNull();
    const asked = media.asked.waiting().length;
    edgeA.switchSide.order({ type: 'forget', legId: 'leg-1' });
    edgeA.switchSide.order({ type: 'forget', legId: 'no leg' });
    expect(edgeA.dialogs.byLeg('leg-1')).toBeNull();
    device.inDialog(dialog, 'BYE', 2);
    await device.response(481, 'BYE');
    expect(edgeA.switchSide.reports.waiting().join()).not.toContain('released');
    expect(media.asked.waiting()).toHaveLength(asked);
  });

  test('another device’s leg is forbidden, a broken Replaces is a bad request, early-only is busy', async () => {
    await startPair(false, () => ({ legId: 'leg-1', device: '1001', held: false }));
    const thief = await edgeB.registered('1002');
    const dialog = { callId: 'x', remoteTag: 'y', localTag: 'z', target: '', local: '', remote: '' };
    thief.invite('anything', { extra: [replaces(dialog)] });
    await thief.response(403, 'INVITE');
    thief.invite('anything', { extra: ['Replaces: x;to-tag=y'] });
    expect((await thief.response(400, 'INVITE')).split('\r\n')[0]).toContain('a from-tag');
    thief.invite('anything', { extra: [replaces(dialog), replaces(dialog)] });
    await thief.response(400, 'INVITE');
    const owner = await edgeB.registered('1001');
    owner.invite('anything', { extra: [replaces(dialog, ';early-only')] });
    await owner.response(486, 'INVITE');
  });

  test('the switch may end a leg while it is being taken over', async () => {
    await startPair(false, () => ({ legId: 'leg-1', device: '1001', held: false }));
    const device = await edgeB.registered();
    media.gate = new Promise(() => {});
    const dialog = { callId: 'x', remoteTag: 'y', localTag: 'z', target: '', local: '', remote: '' };
    device.invite('anything', { extra: [replaces(dialog)] });
    await media.asked.next('answer', ({ what }) => what === 'answer');
    edgeB.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'far end hung up' });
    await device.response(480, 'INVITE');
    expect(await edgeB.switchSide.next('released')).toMatchObject({ legId: 'leg-1' });
  });
});
