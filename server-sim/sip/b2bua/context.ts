import type { DeviceReport, EdgeSide } from '../../links/device-control.ts';
import type { EdgeMedia } from '../../links/media-control.ts';
import type { Flow } from '../flow.ts';
import type { SipLog } from '../log.ts';
import type { Location } from '../registrar/location.ts';
import type { SipTimers } from '../timers.ts';
import type { DeviceFlows } from './device-flows.ts';
import type { DialogRecord, DialogStore } from './dialog-store.ts';

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

/**
 * The connection to the phone that has this dialog: two may be registered with one device, where an agent was taken
 * over in mid-call. Its contact tells them apart (RFC 5626, section 5.3); else the newest that the device was heard on.
 */
export function flowTo(
  { location, flows }: Pick<B2buaContext, 'location' | 'flows'>,
  dialog: Pick<DialogRecord, 'device' | 'remoteTarget'>,
): Flow | null {
  return ownFlowTo({ location }, dialog) ?? flows.newest(dialog.device);
}

/** The connection that the very phone that has this dialog is registered on; null where it is on none. */
export function ownFlowTo(
  { location }: Pick<B2buaContext, 'location'>,
  { device, remoteTarget }: Pick<DialogRecord, 'device' | 'remoteTarget'>,
): Flow | null {
  const own = location
    .bindings(device)
    .findLast(({ contact, flow }) => flow.open && endOf(contact.uri.text) === endOf(remoteTarget));
  return own?.flow ?? null;
}

/** User and host of a URI: its parameters may differ between REGISTER and INVITE. */
function endOf(uri: string): string {
  return uri.split(';', 1)[0] ?? uri;
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
