import { afterEach, describe, expect, test } from 'vitest';
import { createDialogStore } from './b2bua/dialog-store.ts';
import type { EdgeBench } from './testing/edge-bench.ts';
import { DOMAIN, NotingMedia, startEdge } from './testing/edge-bench.ts';
import { field, type RawDevice } from './testing/raw-device.ts';

let edgeA: EdgeBench;
let edgeB: EdgeBench;

async function startPair(shared: boolean): Promise<RawDevice> {
  const media = new NotingMedia();
  const dialogs = createDialogStore();
  edgeA = await startEdge({ side: 'A', dialogs, media });
  edgeB = await startEdge({ side: 'B', dialogs: shared ? dialogs : createDialogStore(), media });
  const device = await edgeA.registered();
  edgeA.switchSide.offer('leg-1');
  await device.answer(await device.request('INVITE'));
  await edgeA.switchSide.next('answered');
  return device;
}

afterEach(async () => {
  await edgeA.kill();
  await edgeB.kill();
});

const redelivers = { legId: 'leg-1', held: true };

describe.each([
  { edges: 'shared', shared: true },
  { edges: 'separate', shared: false },
])('an answered leg that its phone has lost, edges $edges', ({ shared }) => {
  test.each(['A', 'B'] as const)(
    'is offered anew by edge %s, on hold as it was, and answered',
    async (side) => {
      const device = await startPair(shared);
      device.cut();
      await edgeA.switchSide.next('unregistered');
      const edge = side === 'A' ? edgeA : edgeB;
      const fresh = await edge.registered();
      edge.switchSide.offer('leg-2', '1001', true, redelivers);
      const invite = await fresh.request('INVITE');
      expect(field(invite, 'Call-Info')).toBe(`<sip:${DOMAIN}>;answer-after=0`);
      expect(field(invite, 'X-Switchhook-Held')).toBe('yes');
      await fresh.answer(invite);
      expect(await edge.switchSide.next('answered')).toMatchObject({ legId: 'leg-2' });
      for (const one of [edgeA, edgeB]) one.switchSide.order({ type: 'abandon', legId: 'leg-1' });
      expect([...edgeA.dialogs.all(), ...edgeB.dialogs.all()].map(({ legId }) => legId)).not.toContain(
        'leg-1',
      );
      expect(edge.dialogs.byLeg('leg-2')).toMatchObject({ device: '1001' });
    },
  );

  test('is not offered while the phone that has it is connected', async () => {
    await startPair(shared);
    edgeA.switchSide.offer('leg-2', '1001', true, redelivers);
    expect(await edgeA.switchSide.next('refused')).toMatchObject({ legId: 'leg-2', status: 491 });
    expect(edgeA.dialogs.byLeg('leg-1')).not.toBeNull();
    // It is asked whether it is still there.
    expect(edgeA.doubted).toHaveLength(1);
  });
});

test('the phone of a leg that the switch doubts is asked for a sign of life, where it is registered', async () => {
  await startPair(true);
  await edgeA.registered('1002');
  await edgeB.registered();
  for (const edge of [edgeA, edgeB]) edge.switchSide.order({ type: 'doubt', legId: 'leg-1' });
  expect([edgeA.doubted.length, edgeB.doubted.length]).toEqual([1, 0]);
});

test('a leg that is offered for the first time says nothing of hold', async () => {
  const device = await startPair(true);
  edgeA.switchSide.offer('leg-3');
  expect(await device.request('INVITE')).not.toContain('X-Switchhook-Held');
});
