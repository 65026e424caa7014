import { type Side, sides } from '../../contract/servers/server-kind.ts';

/** Where the configuration servers' addresses come from, as words that end a sentence; null: there is none. */
export type AddressSources = Readonly<Record<Side, string | null>>;

/** "Address A is set by policy of this computer (…); address B is told by the cluster." Blank: nobody set any. */
export function addressSourcesText(sources: AddressSources): string {
  const { A, B } = sources;
  if (A !== null && A === B) return `Both addresses are ${A}.`;
  const each = sides.flatMap((side) => {
    const from = sources[side];
    return from === null ? [] : [`ddress ${side} is ${from}`];
  });
  return each.length === 0 ? '' : `A${each.join('; a')}.`;
}
