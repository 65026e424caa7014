import type { DeviceLeg } from './device-leg.ts';
import type { FarEnd } from './far-end.ts';

export type Leg = DeviceLeg | FarEnd;

/** The legs there are, by their ids. */
export interface Legs {
  readonly all: ReadonlyMap<string, Leg>;
  add<Kind extends Leg>(legId: string, leg: Kind): Kind;
  /** Closes a leg; one that is not there is no error. */
  remove(legId: string): Promise<void>;
  /** Removes all, and takes no more. */
  close(): Promise<void>;
  /** A leg to a device; an error when there is none. */
  device(legId: string): DeviceLeg;
  /** A far end; an error when there is none. */
  farEnd(legId: string): FarEnd;
}

export function createLegs(onChange: () => void): Legs {
  const all = new Map<string, Leg>();
  let closed = false;
  const remove = async (legId: string): Promise<void> => {
    const leg = all.get(legId);
    if (!leg) return;
    all.delete(legId);
    onChange();
    if (leg.kind === 'device') await leg.close();
  };
  return {
    all,
    add(legId, leg) {
      if (closed) throw new Error(`Leg ${legId} cannot be made: the media server is closed.`);
      all.set(legId, leg);
      onChange();
      return leg;
    },
    remove,
    async close() {
      closed = true;
      await Promise.all([...all.keys()].map(remove));
    },
    device(legId) {
      const leg = all.get(legId);
      if (leg?.kind === 'device') return leg;
      throw new Error(`Media has no leg ${legId} to a device${leg ? ': it is a far end' : ''}.`);
    },
    farEnd(legId) {
      const leg = all.get(legId);
      if (leg?.kind === 'farEnd') return leg;
      throw new Error(`Media has no far end ${legId}${leg ? ': it is a device' : ''}.`);
    },
  };
}
