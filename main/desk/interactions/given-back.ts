import type { Interaction } from '../../../contract/sessions/interaction.ts';
import { showBanner } from '../banners.ts';
import { tabsInUse } from '../capacity.ts';
import type { DeskModel } from '../model.ts';
import { timeOfDayToTheSecond } from '../time-of-day.ts';

const nouns: Readonly<Record<Interaction['channel'], string>> = { chat: 'A chat', action: 'An action item' };

/** One of several replaces the one before: what the agent is to do is the same. */
const bannerId = 'given-back';

/**
 * Says why the agent becomes Not Ready though he did nothing: an offer found no session free, and the connector does that
 * to whoever gives one back so (seed 001, "Behavior on reject/reroute").
 */
export function tellGivenBack(
  model: DeskModel,
  { channel }: Pick<Interaction, 'channel'>,
  now: number,
): DeskModel {
  const at = timeOfDayToTheSecond(now + model.view.clockOffsetMs);
  const text = `${nouns[channel]} came at ${at} while all ${tabsInUse(model.view)} sessions were in use, and went back. That makes you Not Ready: close a session, then go Ready again.`;
  return showBanner(model, { id: bannerId, tone: 'warning', text }, now);
}
