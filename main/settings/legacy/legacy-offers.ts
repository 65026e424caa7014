import type { LegacyAnswer, LegacyOffer, LegacyOutcome } from '../../../contract/settings/legacy-offer.ts';
import type { Log } from '../../log/log.ts';
import type { LocalSettings } from '../local-settings.ts';
import type { LegacyServers } from './legacy-servers.ts';
import { whetherToOffer } from './whether-to-offer.ts';

/** The question whether the servers of an older desktop are to be used. */
export interface LegacyOffers {
  /** Looks for them, and offers what is found as long as it may serve. Once, when the desk is started. */
  look(): Promise<void>;
  /** What is offered now; null: nothing. */
  offered(): LegacyOffer | null;
  /** Told when something is offered, and with null when it is no more; returns how to stop. */
  onChange(listener: (offer: LegacyOffer | null) => void): () => void;
  /** The last word on it: it is kept, and nothing is offered again on this computer and to this user. */
  answer(answer: LegacyAnswer): LegacyOutcome;
}

export interface LegacyOffersOptions {
  readonly settings: LocalSettings;
  /** The strongest first; never rejects. */
  readonly find: () => Promise<readonly LegacyServers[]>;
  readonly now: () => number;
  readonly log: Log;
}

export function createLegacyOffers({ settings, find, now, log }: LegacyOffersOptions): LegacyOffers {
  const listeners = new Set<(offer: LegacyOffer | null) => void>();
  let found: LegacyOffer | null = null;
  let offered: LegacyOffer | null = null;
  let toldWhy: string | null = null;

  function decide(): void {
    if (found === null) return;
    const decision = whetherToOffer(found, settings);
    if (decision.type === 'none' && decision.why !== null && decision.why !== toldWhy) {
      toldWhy = decision.why;
      log.info(decision.why);
    }
    const next = decision.type === 'offer' ? found : null;
    if (next === offered) return;
    offered = next;
    for (const listener of listeners) listener(offered);
  }

  function use({ a, b }: LegacyOffer): readonly string[] {
    return settings.set({
      ...(a === null ? {} : { 'configurationServers.a': a }),
      ...(b === null ? {} : { 'configurationServers.b': b }),
    });
  }

  return {
    offered: () => offered,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look: async () => {
      const { inForce, legacyImport } = settings.read();
      if (!inForce.offerLegacyImport || legacyImport !== null) return;
      const [first] = await find();
      if (!first) return;
      for (const problem of first.problems) log.warn(problem);
      found = offerOf(first);
      decide();
      settings.onChange(decide);
    },
    answer: (answer) => {
      const offer = offered;
      if (offer === null) {
        return { ok: false, reason: 'The servers of an older desktop are not offered any more.' };
      }
      const what = `the servers of ${offer.desktop} in ${offer.place}`;
      // The addresses first: of who is killed in between nothing is lost, for what is set already is not offered.
      const refused = answer === 'use' ? use(offer) : [];
      for (const refusal of refused) log.warn(refusal);
      if (refused.length > 0) return { ok: false, reason: refused.join(' ') };
      settings.remember({ legacyImport: { answer, at: now(), ...offer } });
      log.info(answer === 'use' ? `The user took over ${what}.` : `The user left ${what}.`);
      return { ok: true, unsaved: settings.unsaved() };
    },
  };
}

function offerOf({ desktop, place, a, b }: LegacyServers): LegacyOffer {
  return { desktop, place, a: a?.address ?? null, b: b?.address ?? null };
}
