import * as z from 'zod';
import { edgeSide } from '../../links/device-control.ts';

/** What names a dialog, from the edge's side (RFC 3261, section 12). */
const names = { callId: z.string(), localTag: z.string(), remoteTag: z.string() };
export const dialogId = z.object(names).readonly();
export type DialogId = z.infer<typeof dialogId>;

/** A confirmed dialog between an edge and a device: plain data, all that another edge needs to go on with it. */
export const dialogRecord = z
  .object({
    ...names,
    legId: z.string(),
    device: z.string(),
    /** The edge's From, and the device's, as header values without tags. */
    localAddress: z.string(),
    remoteAddress: z.string(),
    /** The device's Contact URI: where requests to it are addressed. */
    remoteTarget: z.string(),
    /** Route header values for requests to the device, in order. */
    routeSet: z.array(z.string()).readonly(),
    localCseq: z.number().int(),
    remoteCseq: z.number().int().nullable(),
    /** Whether the device holds the call, by the direction of its last session description. */
    held: z.boolean(),
    /** Our BYE is out: the session is over (RFC 3261, section 15.1.1), whatever the device answers. */
    isEnding: z.boolean(),
    /** The edge that last heard from the device in this dialog. */
    servedBy: edgeSide,
  })
  .readonly();
export type DialogRecord = z.infer<typeof dialogRecord>;

/**
 * Where edges keep confirmed dialogs. Two edges handed the same store can each go on with what the other
 * began; an edge with a store of its own knows no dialog but its own.
 */
export interface DialogStore {
  get(id: DialogId): DialogRecord | null;
  byLeg(legId: string): DialogRecord | null;
  /** Adds the dialog, or replaces what was kept of it. A leg has one dialog at a time. */
  put(record: DialogRecord): void;
  remove(id: DialogId): void;
  /** Every dialog that is kept. */
  all(): readonly DialogRecord[];
}

function keyOf({ callId, localTag, remoteTag }: DialogId): string {
  return JSON.stringify([callId, localTag, remoteTag]);
}

/** A store in this process's memory. */
export function createDialogStore(): DialogStore {
  const dialogs = new Map<string, DialogRecord>();
  const legs = new Map<string, DialogRecord>();
  return {
    get: (id) => dialogs.get(keyOf(id)) ?? null,
    byLeg: (legId) => legs.get(legId) ?? null,
    put: (record) => {
      const before = legs.get(record.legId);
      if (before !== undefined) dialogs.delete(keyOf(before));
      dialogs.set(keyOf(record), record);
      legs.set(record.legId, record);
    },
    remove: (id) => {
      const record = dialogs.get(keyOf(id));
      if (record === undefined) return;
      dialogs.delete(keyOf(id));
      legs.delete(record.legId);
    },
    all: () => [...legs.values()],
  };
}
