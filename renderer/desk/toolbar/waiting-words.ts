import type { CallAction, DeskState, WaitingClick } from '../../../contract/desk/desk-state.ts';
import { channelNoun } from '../agent/readiness.ts';

/** The newest click that waits, and how many wait besides: "dial 5551234, and 1 more"; empty where none does. */
export function waitingClick({ waiting }: Pick<DeskState, 'waiting'>): string {
  const newest = waiting.at(-1);
  if (!newest) return '';
  const others = waiting.length === 1 ? '' : `, and ${waiting.length - 1} more`;
  return `${clickWords(newest)}${others}`;
}

/** The same as a sentence, where there is room for what it waits for; empty where none does. */
export function waitingSentence(desk: Pick<DeskState, 'waiting'>): string {
  const newest = desk.waiting.at(-1);
  return newest ? `Waits for ${servers[newest.goesBy]}: ${waitingClick(desk)}` : '';
}

const servers: Readonly<Record<WaitingClick['goesBy'], string>> = {
  cti: 'CTI',
  sessions: 'a session manager',
};

function clickWords(click: WaitingClick): string {
  if (click.goesBy === 'cti') {
    const whom = click.number === null ? '' : ` ${click.number}`;
    return `${callWords[click.action]}${whom}`;
  }
  const { action, channel, name } = click;
  switch (action) {
    case 'accept':
      return `accept ${name}`;
    case 'reject':
      return `reject ${name}`;
    case 'end':
      return channel === 'chat' ? `end chat with ${name}` : `done with ${name}`;
    case 'ready':
      return `Ready for ${channelNoun[channel]}`;
    case 'not-ready':
      return `Not Ready for ${channelNoun[channel]}`;
  }
}

const callWords: Readonly<Record<CallAction, string>> = {
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
