import type { DeviceReport, EdgeSide } from '../../links/device-control.ts';
import type { EdgeMedia } from '../../links/media-control.ts';
import type { SipLog } from '../log.ts';
import type { Location } from '../registrar/location.ts';
import type { SipTimers } from '../timers.ts';
import type { DeviceFlows } from './device-flows.ts';
import type { DialogStore } from './dialog-store.ts';

/** What all parts of the B2BUA work with. */
export interface B2buaContext {
  readonly side: EdgeSide;
  readonly domain: string;
  readonly media: EdgeMedia;
  readonly dialogs: DialogStore;
  readonly location: Location;
  readonly flows: DeviceFlows;
  readonly timers: SipTimers;
  readonly log: SipLog;
  readonly report: (report: DeviceReport) => void;
}

/** What went wrong, for a report or a log. */
export function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Gives the leg's media back; a media server that is gone has nothing to close. */
export function closeMedia(context: B2buaContext, legId: string): void {
  context.media.close(legId).catch((error: unknown) => {
    context.log('warn', 'media did not close the leg', { legId, problem: problemOf(error) });
  });
}
