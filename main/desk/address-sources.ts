import { type Side, sides } from '../../contract/servers/server-kind.ts';

/** Where the configuration servers' addresses come from, as the end of "it comes from …"; null: there is none. */
export type AddressSources = Readonly<Record<Side, string | null>>;

/** "Address A comes from policy of this computer (…); address B comes from the cluster." Blank: nobody set any. */
export function addressSourcesText(sources: AddressSources): string {
  const { A, B } = sources;
  if (A !== null && A === B) return `Both addresses come from ${A}.`;
  const each = sides.flatMap((side) => {
    const from = sources[side];
    return from === null ? [] : [`ddress ${side} comes from ${from}`];
  });
  return each.length === 0 ? '' : `A${each.join('; a')}.`;
}
