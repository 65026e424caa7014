import { parseAddress, sameAddress } from '../../../contract/servers/address.ts';
import type { LegacyOffer } from '../../../contract/settings/legacy-offer.ts';
import type { InForce } from '../../../contract/settings/settings-view.ts';
import type { LocalSettings } from '../local-settings.ts';

/** Whether the servers of an older desktop are offered, and if not, why, for IT; null: there is nothing to tell. */
export type OfferDecision =
  | { readonly type: 'offer' }
  | { readonly type: 'none'; readonly why: string | null };

/** The addresses that they would take the place of. */
const keys = ['configurationServers.a', 'configurationServers.b'] as const;

const nothing: OfferDecision = { type: 'none', why: null };

/**
 * Once, to whom it may serve: where the addresses are blank, or the user's and others. What a policy sets cannot be
 * taken over, and what the cluster named is right: the cluster would replace whatever was taken over (seed 004).
 */
export function whetherToOffer(
  offer: LegacyOffer,
  settings: Pick<LocalSettings, 'read' | 'resolved'>,
): OfferDecision {
  if (settings.read().legacyImport !== null) return nothing;
  const { settings: all } = settings.resolved();
  const now = keys.map((key) => all[key]);
  const locked = now.find(({ isLocked }) => isLocked);
  if (locked) return { type: 'none', why: whyLocked(offer, locked) };
  if (now.some(({ source }) => source === 'cluster')) return nothing;
  const offered = [offer.a, offer.b];
  return now.every(({ value }, side) => isSame(String(value), offered[side] ?? null))
    ? nothing
    : { type: 'offer' };
}

function whyLocked({ desktop, place }: LegacyOffer, { key, place: policy }: InForce): string {
  return `The servers of ${desktop} in ${place} are not offered: "${key}" is set by policy in ${policy}.`;
}

/** What is not offered stays as it is. */
function isSame(inForce: string, offered: string | null): boolean {
  if (offered === null) return true;
  const [one, other] = [parseAddress(inForce.trim()), parseAddress(offered)];
  return one.ok && other.ok && sameAddress(one.value, other.value);
}
