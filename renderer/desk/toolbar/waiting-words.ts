import type { CallAction, DeskState } from '../../../contract/desk/desk-state.ts';

/** The newest click that waits, and how many wait besides: "dial 5551234, and 1 more"; empty where none does. */
export function waitingClick({ waiting }: Pick<DeskState, 'waiting'>): string {
  const newest = waiting.at(-1);
  if (!newest) return '';
  const whom = newest.number === null ? '' : ` ${newest.number}`;
  const others = waiting.length === 1 ? '' : `, and ${waiting.length - 1} more`;
  return `${actionWords[newest.action]}${whom}${others}`;
}

/** The same as a sentence, where there is room for what it waits for; empty where none does. */
export function waitingSentence(desk: Pick<DeskState, 'waiting'>): string {
  const click = waitingClick(desk);
  return click && `Waits for CTI: ${click}`;
}

const actionWords: Readonly<Record<CallAction, string>> = {
  dial: 'dial',
  blindTransfer: 'transfer to',
  consult: 'consult',
  completeTransfer: 'complete transfer',
  completeConference: 'conference',
  cancelConsult: 'cancel consult',
  alternate: 'alternate',
  answer: 'answer',
  reject: 'reject',
  release: 'release',
  hold: 'hold',
  retrieve: 'retrieve',
};
