import type { EdgeMedia } from '../links/media-control.ts';
import type { DeviceLeg } from './device-leg.ts';
import type { Legs } from './legs.ts';

/** What the SIP edges ask: legs to devices come and go with the descriptions they carry. */
export function createEdgeMedia(legs: Legs, newLeg: (legId: string) => DeviceLeg): EdgeMedia {
  /** A leg whose first description fails is not left behind; a later one that fails changes nothing. */
  const negotiate = async (legId: string, work: (leg: DeviceLeg) => Promise<string>): Promise<string> => {
    if (legs.all.has(legId)) return await work(legs.device(legId));
    try {
      return await work(legs.add(legId, newLeg(legId)));
    } catch (error) {
      await legs.remove(legId);
      throw error;
    }
  };
  return {
    offer: (legId) => negotiate(legId, (leg) => leg.offer()),
    answered: async (legId, sdp) => await legs.device(legId).answered(sdp),
    answer: (legId, sdp) => negotiate(legId, (leg) => leg.answer(sdp)),
    pressed: async (legId, digits) => legs.device(legId).press(digits),
    close: (legId) => legs.remove(legId),
  };
}
