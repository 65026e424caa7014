/** Reason codes that the system itself sets (UCCE 15.0 database schema handbook). */
export const systemReason = {
  /** RONA: the call was redirected on no answer. */
  noAnswer: 32_767,
  /** The desktop was lost: no connection to either side. */
  desktopLost: 50_002,
  /** The phone is out of service. */
  phoneOutOfService: 50_003,
  /** The line was busy or the call was refused there (Cisco: line rings busy). */
  refused: 50_041,
  /** Logged out because the agent logged in elsewhere. */
  loggedInElsewhere: 50_020,
  /** An offer was given back with A1: the agent has as many interactions as he may. This and the next three are ours. */
  sessionsFull: 60_001,
  /** An offer was given back with A0: the desk has no HTTP session left. */
  httpSessionsFull: 60_002,
  /** An offer was given back, and the desk did not say why. */
  givenBack: 60_003,
  /** A chat or an action item rang until the router took it back. */
  offerNotAnswered: 60_004,
  /** A supervisor changed the state. */
  supervisor: 999,
} as const;

const forGivenBack: readonly number[] = [
  systemReason.sessionsFull,
  systemReason.httpSessionsFull,
  systemReason.givenBack,
];

/** Whether the connector itself sets agents Not Ready with this reason, for what a desk gave back: nobody's choice. */
export function isForGivenBack(reasonCode: number | null): boolean {
  return reasonCode !== null && forGivenBack.includes(reasonCode);
}

/** The words for a reason that the system set; null for the cluster's own reason codes. */
export function systemReasonLabel(code: number): string | null {
  switch (code) {
    case systemReason.noAnswer:
      return 'Call not answered';
    case systemReason.desktopLost:
      return 'Desktop was not connected';
    case systemReason.phoneOutOfService:
      return 'Phone out of service';
    case systemReason.refused:
      return 'Call refused';
    case systemReason.loggedInElsewhere:
      return 'Logged in elsewhere';
    case systemReason.sessionsFull:
      return 'All sessions in use';
    case systemReason.httpSessionsFull:
      return 'No web session left';
    case systemReason.givenBack:
      return 'Work was given back';
    case systemReason.offerNotAnswered:
      return 'Work not answered';
    case systemReason.supervisor:
      return 'Set by a supervisor';
    default:
      return null;
  }
}
