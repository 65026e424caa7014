import type { ServerLog } from '../host/server-log.ts';
import type { SwitchMedia } from '../links/media-control.ts';
import type { MediaOrder } from './messages.ts';

/** The switch's orders to media, one after the other: a mix may name a leg only after it was added. */
export interface MediaLine {
  order(order: MediaOrder): void;
  /** Does something once all that was ordered before is done. */
  after<Result>(work: (media: SwitchMedia) => Promise<Result>): Promise<Result>;
}

export function createMediaLine(media: SwitchMedia, log: ServerLog): MediaLine {
  let line: Promise<unknown> = Promise.resolve();
  const after = <Result>(work: (media: SwitchMedia) => Promise<Result>): Promise<Result> => {
    const result = line.then(() => work(media));
    line = result.catch(() => undefined);
    return result;
  };
  return {
    after,
    order(order) {
      after(() => carryOut(media, order)).catch((error: unknown) => {
        log.error(`Media could not do ${order.type}`, { order, error });
      });
    },
  };
}

function carryOut(media: SwitchMedia, order: MediaOrder): Promise<void> {
  switch (order.type) {
    case 'addFarEnd':
      return media.addFarEnd(order.legId, order.voice);
    case 'removeLeg':
      return media.removeLeg(order.legId);
    case 'mix':
      return media.mix(order.callId, order.parties);
  }
}
