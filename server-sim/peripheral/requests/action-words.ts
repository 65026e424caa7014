import type { EnablementBit } from '../../../contract/cti/enablement.ts';

/** How an action is named at the beginning of a sentence. */
export const actionWords: Partial<Record<EnablementBit, string>> = {
  ready: 'Ready',
  notReady: 'Not Ready',
  notReadyWithReason: 'Not Ready',
  wrapUp: 'Wrap-up',
  logOut: 'Logout',
  makeCall: 'A new call',
  answer: 'Answer',
  reject: 'Reject',
  release: 'Release',
  hold: 'Hold',
  retrieve: 'Retrieve',
  blindTransfer: 'Transfer',
  consult: 'Consult',
  transferComplete: 'Completing a transfer',
  conferenceComplete: 'Completing a conference',
  reconnect: 'Cancelling a consultation',
  alternate: 'Alternate',
};
