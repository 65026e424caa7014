import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTestLog } from '../../host/test-client.ts';
import { createDialogStore, type DialogRecord, type DialogStore } from '../../sip/b2bua/dialog-store.ts';
import { type Channel, createClosing } from '../link/channel.ts';
import { createDialogHub, type DialogHub, distantDialogs } from './dialogs.ts';

/** Two ends of a channel that deliver when they are told to, each way in order: as two sockets may. */
function heldChannel(): { readonly ends: readonly [Channel, Channel]; step(way: 0 | 1): boolean } {
  const queues: [unknown[], unknown[]] = [[], []];
  const listeners: ((message: unknown) => void)[] = [];
  const closing = createClosing();
  const end = (own: 0 | 1): Channel => ({
    send: (message) => void queues[own].push(JSON.parse(JSON.stringify(message))),
    onMessage(listener) {
      listeners[own] = listener;
    },
    onClosed: (listener) => closing.onClosed(listener),
    close: () => closing.close(),
  });
  return {
    ends: [end(0), end(1)],
    step(way) {
      if (queues[way].length === 0) return false;
      listeners[1 - way]?.(queues[way].shift());
      return true;
    },
  };
}

async function joined(hub: DialogHub, name: string) {
  const { ends, step } = heldChannel();
  hub.serve(ends[1], name);
  const opening = distantDialogs(ends[0], createTestLog());
  const settle = (): void => {
    while (step(0) || step(1));
  };
  settle();
  // The answer to joining is sent in a later turn.
  await new Promise((resolve) => setImmediate(resolve));
  settle();
  return { store: await opening, step, settle, die: () => ends[1].close() };
}

function record(leg: number, dialog: number, change: Partial<DialogRecord> = {}): DialogRecord {
  return {
    callId: `call-${leg}`,
    localTag: `tag-${dialog}`,
    remoteTag: 'device',
    legId: `leg-${leg}`,
    device: '52513',
    localAddress: '<sip:a@x>',
    remoteAddress: '<sip:b@x>',
    remoteTarget: 'sip:b@y',
    routeSet: [],
    localCseq: 0,
    remoteCseq: null,
    held: false,
    isEnding: false,
    servedBy: 'A',
    ...change,
  };
}

const inOrder = (store: DialogStore): readonly DialogRecord[] =>
  [...store.all()].sort((one, other) => one.legId.localeCompare(other.legId));

it('tells the other edge of a dialog, and a new one of all of them', async () => {
  const kept = createDialogStore();
  const hub = createDialogHub(kept, createTestLog());
  const a = await joined(hub, 'sip-a');
  const b = await joined(hub, 'sip-b');
  a.store.put(record(1, 1));
  a.settle();
  b.settle();
  expect(b.store.byLeg('leg-1')).toEqual(record(1, 1));
  // Both edges die; what they shared does not.
  a.die();
  b.die();
  const again = await joined(hub, 'sip-a');
  expect(again.store.get(record(1, 1))).toEqual(record(1, 1));
  again.store.remove(record(1, 1));
  again.settle();
  expect(kept.all()).toEqual([]);
});

it('does not remove a dialog that has taken the place of the one that ended', async () => {
  const kept = createDialogStore();
  const hub = createDialogHub(kept, createTestLog());
  const a = await joined(hub, 'sip-a');
  const b = await joined(hub, 'sip-b');
  a.store.put(record(1, 1));
  a.settle();
  b.settle();
  // B takes the leg over by a new dialog, and A, which has not heard of it, ends the old one.
  b.store.put(record(1, 2, { servedBy: 'B' }));
  a.store.remove(record(1, 1));
  b.settle();
  a.settle();
  b.settle();
  for (const store of [kept, a.store, b.store]) expect(store.byLeg('leg-1')?.localTag).toBe('tag-2');
});

it('is not taken back by what another edge did before it', async () => {
  const hub = createDialogHub(createDialogStore(), createTestLog());
  const a = await joined(hub, 'sip-a');
  const b = await joined(hub, 'sip-b');
  a.store.put(record(1, 1));
  a.settle();
  b.store.put(record(1, 2));
  // A's change arrives, and the hub has not heard of B's.
  b.step(1);
  expect(b.store.byLeg('leg-1')?.localTag).toBe('tag-2');
  b.settle();
  a.settle();
  for (const { store } of [a, b]) expect(store.byLeg('leg-1')?.localTag).toBe('tag-2');
});

it('ends with the same dialogs everywhere, however changes and news cross', async () => {
  const leg = fc.integer({ min: 1, max: 2 });
  const action = fc.oneof(
    fc.record({ do: fc.constant('put' as const), edge: fc.integer({ min: 0, max: 1 }), leg, dialog: leg }),
    fc.record({ do: fc.constant('remove' as const), edge: fc.integer({ min: 0, max: 1 }), leg, dialog: leg }),
    fc.record({
      do: fc.constant('step' as const),
      edge: fc.integer({ min: 0, max: 1 }),
      way: fc.constantFrom(0 as const, 1 as const),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
      const kept = createDialogStore();
      const hub = createDialogHub(kept, createTestLog());
      const edges = [await joined(hub, 'sip-a'), await joined(hub, 'sip-b')];
      let cseq = 0;
      for (const one of actions) {
        const edge = edges[one.edge];
        cseq += 1;
        if (one.do === 'step') edge?.step(one.way);
        else if (one.do === 'put') edge?.store.put(record(one.leg, one.dialog, { localCseq: cseq }));
        else edge?.store.remove(record(one.leg, one.dialog));
      }
      for (let turn = 0; turn < 3; turn += 1) for (const edge of edges) edge.settle();
      for (const { store } of edges) expect(inOrder(store)).toEqual(inOrder(kept));
    }),
    { numRuns: 200 },
  );
});
