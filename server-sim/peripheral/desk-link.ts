import type { DeskAnswer, DeskAttachment, DeskRequest } from './messages.ts';

/**
 * What the CTI servers of both sides ask of the switch. Plain data and one-way calls, so that a CTI server can be a
 * process of its own: whoever carries it keeps the order and, when the connection breaks, detaches.
 */
export interface DeskSwitch {
  /**
   * Sets a desk's message filter to its agent. `deliver` is called with SetAgentModeEvent and QueryAgentStateConf,
   * or a FailureConf, and from then on with every answer and event for this desk.
   */
  attachDesk(attachment: DeskAttachment, deliver: (answer: DeskAnswer) => void): DeskLink;
}

export interface DeskLink {
  /** Each request is answered by exactly one RequestConf or FailureConf with its id. */
  request(request: DeskRequest): void;
  /** The desk's connection is gone. */
  detach(): void;
}
