import type { Side } from '../../contract/servers/server-kind.ts';
import type { SessionsAnswer } from '../../contract/sessions/answers.ts';
import type { OpenCommunicationSession, SessionsRequest } from '../../contract/sessions/requests.ts';

/** A desk that opens its communication session, by which session manager. */
export interface OpeningDesk {
  readonly side: Side;
  readonly request: OpenCommunicationSession;
}

/** A desk's communication session, as its session manager has it. */
export interface CommunicationLink {
  request(
    request: Exclude<SessionsRequest, { type: 'HeartbeatRequest' | 'OpenCommunicationSessionRequest' }>,
  ): void;
  /** The desk's connection is gone; its session is kept. */
  detach(): void;
}

/** The connector as session managers have it: both have the same, as both CTI servers have one switch. */
export interface CommunicationSessions {
  /** Every answer comes by `deliver`, a refusal of the opening too. */
  open(desk: OpeningDesk, deliver: (answer: SessionsAnswer) => void): CommunicationLink;
}
