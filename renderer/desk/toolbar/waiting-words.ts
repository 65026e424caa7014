import type { CallAction, DeskState } from '../../../contract/desk/desk-state.ts';

/** "Dialling 5551234 waits for CTI": the newest click that waits, and how many wait besides; empty where none does. */
export function waitingWords({ waiting }: Pick<DeskState, 'waiting'>): string {
  const newest = waiting.at(-1);
  if (!newest) return '';
  const what = actionWords[newest.action];
  const whom = newest.number === null ? '' : ` ${newest.number}`;
  const others = waiting.length === 1 ? '' : `, and ${waiting.length - 1} more`;
  return `${what}${whom} waits for CTI${others}`;
}

const actionWords: Readonly<Record<CallAction, string>> = {
  dial: 'Dialling',
  blindTransfer: 'Transfer to',
  consult: 'Consulting',
  completeTransfer: 'Complete transfer',
  completeConference: 'Conference',
  cancelConsult: 'Cancel consult',
  alternate: 'Alternate',
  answer: 'Answer',
  reject: 'Reject',
  release: 'Release',
  hold: 'Hold',
  retrieve: 'Retrieve',
};
