import type { Call } from '../../contract/cti/call.ts';
import type { DeskSession, VoiceSession } from '../../contract/desk/desk-state.ts';
import { isOpen } from './attempt.ts';
import { freeForOffer } from './capacity.ts';
import type { Effect } from './effects.ts';
import type { Moment } from './inputs.ts';
import type { DeskModel } from './model.ts';

/**
 * Where a call is shown that is new here. Without a free tab, or hidden beside other media, it has none, and is answered
 * in the toolbar as on an IP phone (seed 001, "reroute on the voice channel", CtiCheckMediaByDirectCall). None is refused
 * for lack of a tab, a consultation least of all.
 */
export function placeOfCall(model: DeskModel, call: Call): VoiceSession['place'] {
  return isHidden(model, call) || !freeForOffer(model).room ? 'toolbar' : 'tab';
}

/** A call that the phone tells of first counts as direct: what the router sends does not come beside other media. */
function isHidden({ hidesDirect, view }: DeskModel, call: Call): boolean {
  return (
    hidesDirect && call.direction === 'inbound' && call.type === 'direct' && view.sessions.some(isActiveMedia)
  );
}

function isActiveMedia(session: DeskSession): boolean {
  if (session.kind !== 'chat' && session.kind !== 'action') return false;
  return session.phase === 'active' || session.phase === 'interrupted';
}

/** For the record: the connector is told that a call which is offered found no tab. It rings on, and no state is changed by it. */
export function rerouteTold(
  model: DeskModel,
  { id, place }: VoiceSession,
  moment: Moment,
): readonly Effect[] {
  const free = freeForOffer(model);
  if (place === 'tab' || free.room || !isOpen(model.attempt)) return [];
  const { reason } = free;
  return [
    {
      type: 'sendSessions',
      request: {
        type: 'RejectOfferRequest',
        id: moment.newId(),
        interactionId: id,
        channel: 'voice',
        reason,
      },
    },
  ];
}
