import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDialogStore, type DialogStore } from './b2bua/dialog-store.ts';
import { type EdgeBench, NotingMedia, startEdge } from './testing/edge-bench.ts';
import type { RawDevice, RawDialog } from './testing/raw-device.ts';
import { sdpOf } from './testing/raw-device.ts';

// Dialogs of a store that outlives its edges: what an edge did not see itself, it asks the switch about.

let dialogs: DialogStore;
let media: NotingMedia;
let live: Set<string>;
let isSwitchThere: boolean;
let edges: EdgeBench[];

function start(side: 'A' | 'B'): Promise<EdgeBench> {
  const liveLegs = async (legIds: readonly string[]): Promise<readonly string[]> => {
    if (!isSwitchThere) throw new Error('the link to the switch is closed');
    return legIds.filter((legId) => live.has(legId));
  };
  return startEdge({ side, dialogs, media, liveLegs }).then((edge) => {
    edges.push(edge);
    return edge;
  });
}

async function callOn(edge: EdgeBench): Promise<{ device: RawDevice; dialog: RawDialog }> {
  const device = await edge.registered();
  edge.switchSide.offer('leg-1');
  const dialog = await device.answer(await device.request('INVITE'));
  await edge.switchSide.next('answered');
  return { device, dialog };
}

const replaces = ({ callId, remoteTag, localTag }: RawDialog): string =>
  `Replaces: ${callId};to-tag=${remoteTag};from-tag=${localTag}`;

beforeEach(() => {
  dialogs = createDialogStore();
  media = new NotingMedia();
  live = new Set(['leg-1']);
  isSwitchThere = true;
  edges = [];
});
afterEach(async () => {
  for (const edge of edges) await edge.kill();
});

describe('a dialog whose call ended while its edge was dead', () => {
  test.each(['INVITE', 'OPTIONS', 'BYE'])(
    'is no dialog any more: %s gets 481, and it is forgotten',
    async (method) => {
      const [first, other] = [await start('A'), await start('B')];
      const { dialog } = await callOn(first);
      await first.kill();
      live.clear();
      const fresh = await other.registered();
      fresh.inDialog(dialog, method, 2, { body: method === 'INVITE' ? sdpOf() : '' });
      await fresh.response(481, method);
      expect(dialogs.all()).toEqual([]);
      expect(other.switchSide.reports.waiting()).toEqual([]);
    },
  );

  test('cannot be replaced', async () => {
    const [first, other] = [await start('A'), await start('B')];
    const { dialog } = await callOn(first);
    await first.kill();
    live.clear();
    const fresh = await other.registered();
    fresh.invite('anything', { extra: [replaces(dialog)] });
    await fresh.response(481, 'INVITE');
    expect(dialogs.all()).toEqual([]);
  });

  test('is forgotten when an edge begins, its own or the other; what stands is kept', async () => {
    const first = await start('A');
    await callOn(first);
    const kept = dialogs.byLeg('leg-1');
    if (!kept) throw new Error('The dialog is kept');
    dialogs.put({ ...kept, callId: 'other', legId: 'leg-2' });
    await first.kill();
    live = new Set(['leg-2']);
    await start('A');
    await new Promise((resolve) => setImmediate(resolve));
    expect(dialogs.all().map(({ legId }) => legId)).toEqual(['leg-2']);
  });
});

describe('a dialog that stands', () => {
  test('is gone on with by the next life of its own edge', async () => {
    const first = await start('A');
    const { dialog } = await callOn(first);
    await first.kill();
    const again = await start('A');
    const fresh = await again.registered();
    fresh.inDialog(dialog, 'INVITE', 2, { body: sdpOf() });
    await fresh.response(200, 'INVITE');
    fresh.inDialog(dialog, 'ACK', 2);
    expect(again.switchSide.reports.waiting()).toEqual([]);
  });

  test('is asked about once, and the switch learns that it moved', async () => {
    const [first, other] = [await start('A'), await start('B')];
    const { dialog } = await callOn(first);
    await first.kill();
    const fresh = await other.registered();
    fresh.inDialog(dialog, 'OPTIONS', 2);
    await fresh.response(200, 'OPTIONS');
    expect(await other.switchSide.next('moved')).toEqual({
      type: 'moved',
      side: 'B',
      legId: 'leg-1',
      isShared: true,
    });
    isSwitchThere = false;
    fresh.inDialog(dialog, 'OPTIONS', 3);
    await fresh.response(200, 'OPTIONS');
  });

  test('is neither gone on with nor forgotten while the switch cannot be asked', async () => {
    const [first, other] = [await start('A'), await start('B')];
    const { dialog } = await callOn(first);
    await first.kill();
    isSwitchThere = false;
    const fresh = await other.registered();
    fresh.inDialog(dialog, 'OPTIONS', 2);
    await fresh.response(500, 'OPTIONS');
    expect(dialogs.byLeg('leg-1')).toMatchObject({ servedBy: 'A' });
    expect(other.logged.join('\n')).toContain('the link to the switch is closed');
  });

  test('is let go by the other edge where its own cannot hear the release', async () => {
    const [first, other] = [await start('A'), await start('B')];
    await callOn(first);
    await first.kill();
    other.switchSide.order({ type: 'releaseOrphan', legId: 'leg-1', status: 200, reason: 'far end hung up' });
    other.switchSide.order({
      type: 'releaseOrphan',
      legId: 'no leg',
      status: 200,
      reason: 'far end hung up',
    });
    expect(dialogs.all()).toEqual([]);
  });

  test('is ended at the phone by its edge, though another has taken it out of the store', async () => {
    const first = await start('A');
    const { device } = await callOn(first);
    live.clear();
    await start('B');
    await new Promise((resolve) => setImmediate(resolve));
    expect(dialogs.all()).toEqual([]);
    first.switchSide.order({ type: 'release', legId: 'leg-1', status: 200, reason: 'far end hung up' });
    await device.request('BYE');
  });
});
