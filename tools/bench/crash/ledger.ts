/** What the agent did in one round, as he saw it: held afterwards against what the switch has. */
export interface Ledger {
  /** Every text that he typed as the call's notes, each longer than the one before. */
  readonly typed: string[];
  /** How many of them the desk has confirmed as being on disk. */
  confirmed: number;
  /** What the desk answered to the number he dialled; `unknown`: the desk was killed first. */
  dialled: 'not yet' | 'unknown' | 'refused' | 'confirmed';
  /** What a desk that came back had lost of what was confirmed. */
  readonly losses: string[];
}

export function newLedger(): Ledger {
  return { typed: [], confirmed: 0, dialled: 'not yet', losses: [] };
}

/** What the switch has of a round. */
export interface Store {
  /** The wrap-ups of the round's call: one entry each time that the switch took one. */
  readonly notes: readonly string[];
  /** Calls that it made to the number that was dialled. */
  readonly dialled: number;
}

export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** The desk came back with these notes: what was confirmed must be in them. */
export function cameBackWith(ledger: Ledger, notes: string): void {
  const index = ledger.typed.indexOf(notes);
  if (notes === '' ? ledger.confirmed === 0 : index + 1 >= ledger.confirmed) return;
  const confirmed = ledger.typed[ledger.confirmed - 1];
  ledger.losses.push(
    `the desk came back with ${JSON.stringify(notes)}, and had confirmed ${JSON.stringify(confirmed)}`,
  );
}

export function judge(ledger: Ledger, { notes, dialled }: Store): Verdict {
  const lost = [...ledger.losses];
  const doubled: string[] = [];
  const last = ledger.typed.at(-1);
  if (last !== undefined && !notes.includes(last))
    lost.push(`the switch has ${JSON.stringify(notes)}, not ${JSON.stringify(last)}`);
  if (notes.length > 1)
    doubled.push(`the switch has ${notes.length} wrap-ups of one call: ${JSON.stringify(notes)}`);
  if (ledger.dialled === 'confirmed' && dialled === 0) lost.push('the call that was confirmed was not made');
  if (dialled > 1) doubled.push(`${dialled} calls were made for one click`);
  if (ledger.dialled === 'refused' && dialled > 0)
    doubled.push('a call was made for a click that was refused');
  return { lost, doubled };
}
