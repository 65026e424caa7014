import { type CtiAnswer, ctiFailureCodes } from '../../contract/cti/answers.ts';
import { type CtiRequest, ctiRequest } from '../../contract/cti/requests.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { decodeMessage, encodeMessage } from '../../contract/wire/decode.ts';
import type { ClientLink } from '../host/client-link.ts';
import type { ServerLog } from '../host/server-log.ts';
import type { DeskLink, DeskSwitch } from '../peripheral/desk-link.ts';
import { type CtiMisbehaviour, createDelivery } from './misbehaviour.ts';

/** So many messages in a row that are not understood end the connection: whoever sends them is no desk. */
const mostBadMessages = 20;
/** WebSocket close code: policy violation (RFC 6455, section 7.4.1). */
const policyViolation = 1008;

export interface DeskConnectionOptions {
  readonly side: Side;
  /** The cluster's id, said in Hello. */
  readonly cluster: string;
  readonly peripheral: DeskSwitch;
  /** The contact centre's clock: the same that agents' states are timed by. */
  readonly now: () => number;
  readonly log: ServerLog;
  /** Whether it does this wrong now. */
  readonly does: (kind: CtiMisbehaviour) => boolean;
}

/** One desk's connection to one CTI server. */
export interface DeskConnection {
  /** The connection is gone: the switch is told. */
  end(): void;
}

/** The message filter of a connection. */
interface Session {
  readonly agentId: string;
  readonly link: DeskLink;
}

export function openDeskConnection(link: ClientLink, options: DeskConnectionOptions): DeskConnection {
  const { side, cluster, now, does } = options;
  let session: Session | null = null;
  const send = (answer: CtiAnswer): void => link.send(encodeMessage(answer));
  const delivery = createDelivery(send, does);
  const strikes = createStrikes(link, options, send);

  const understood = (request: CtiRequest) => {
    if (request.type === 'HeartbeatRequest') {
      return delivery.answerHeartbeat(request.id, now());
    }
    if (request.type !== 'SetSessionMode') return session?.link.request(request);
    session?.link.detach();
    session = setSessionMode(link, options, request, delivery.deliver);
  };
  link.onMessage((text) => {
    const decoded = decodeMessage(ctiRequest, text);
    if (!decoded.ok)
      return strikes.refuse(decoded.error.id, `${decoded.error.message}; it was not carried out`);
    const misplaced = whyMisplaced(decoded.value, session);
    if (misplaced !== null) return strikes.refuse(decoded.value.id, misplaced);
    strikes.forget();
    understood(decoded.value);
  });
  send({ type: 'Hello', kind: 'cti', side, cluster, time: now() });
  return {
    end() {
      session?.link.detach();
      session = null;
    },
  };
}

/** Seed 004, login step 3: from now on this desk is told of this agent. */
function setSessionMode(
  link: ClientLink,
  { side, peripheral, log }: DeskConnectionOptions,
  { id: requestId, agentId, peripheralId, desk }: Extract<CtiRequest, { type: 'SetSessionMode' }>,
  deliver: Parameters<DeskSwitch['attachDesk']>[1],
): Session {
  log.info(`${link.remote} is ${desk.name} for agent ${agentId}`, { desk: desk.id, peripheralId });
  const attachment = { side, requestId, agentId, peripheralId, desk };
  return { agentId, link: peripheral.attachDesk(attachment, deliver) };
}

/** What is wrong with an understood message at this place of the session; null where nothing is. */
function whyMisplaced(request: CtiRequest, session: Session | null): string | null {
  if (request.type === 'HeartbeatRequest' || request.type === 'SetSessionMode') return null;
  if (!session) return `${request.type} came before SetSessionMode: send that first`;
  const agentId = whomItLogsIn(request);
  return agentId === null || agentId === session.agentId
    ? null
    : `${request.type} is for agent ${agentId}, but the session mode is set for agent ${session.agentId}: set it for that agent first`;
}

/** The agent whom a login names; null for whatever else is asked. */
function whomItLogsIn(request: CtiRequest): string | null {
  return request.type === 'SetAgentStateRequest' && request.target.state === 'Login'
    ? request.target.agentId
    : null;
}

/** Refuses bad messages, and the client when it sends nothing else. */
function createStrikes(
  link: ClientLink,
  { side, log }: DeskConnectionOptions,
  send: (answer: CtiAnswer) => void,
): { refuse(id: string | null, why: string): void; forget(): void } {
  let inARow = 0;
  return {
    refuse(id, why) {
      if (inARow >= mostBadMessages) return;
      inARow += 1;
      const message = `CTI server ${side} refused a message: ${why}`;
      log.warn(`${link.remote}: ${why}`, { inARow });
      send({ type: 'FailureConf', id, code: ctiFailureCodes.badMessage, message });
      if (inARow < mostBadMessages) return;
      link.close(policyViolation, `${mostBadMessages} messages in a row were not understood`);
    },
    forget() {
      inARow = 0;
    },
  };
}
