/**
 * The enablement mask: which buttons the server allows (CTI OS EnablementMask). Up to `wrapUp` the bits are
 * Cisco's (CTI OS developer guide, EnablementMask); the agent's own from 0x10000 on are ours, for Cisco's numbers are not known to us.
 */
export const enablement = {
  answer: 0x1,
  release: 0x2,
  hold: 0x4,
  retrieve: 0x8,
  makeCall: 0x10,
  /** Begins a consultation that may become a transfer or a conference. */
  consult: 0x20,
  transferComplete: 0x40,
  /** Blind transfer: single step transfer. */
  blindTransfer: 0x80,
  conferenceComplete: 0x200,
  alternate: 0x800,
  /** Cancels a consultation and takes the first call back. */
  reconnect: 0x1000,
  wrapUp: 0x2000,
  ready: 0x1_0000,
  notReady: 0x2_0000,
  notReadyWithReason: 0x4_0000,
  logOut: 0x8_0000,
  logIn: 0x10_0000,
  reject: 0x20_0000,
  disableAll: 0x40_0000,
} as const;

export type EnablementBit = Exclude<keyof typeof enablement, 'disableAll'>;

/** Whether the mask allows the action. `disableAll` wins over every other bit. */
export function allows(mask: number, bit: EnablementBit): boolean {
  return (mask & enablement.disableAll) === 0 && (mask & enablement[bit]) !== 0;
}

/** The mask that allows these actions and no others. */
export function enablementMask(bits: readonly EnablementBit[]): number {
  return bits.reduce((mask, bit) => mask | enablement[bit], 0);
}
