import { never } from '../../contract/result.ts';
import { type ServerKind, type Side, serverName, serviceName } from '../../contract/servers/server-kind.ts';
import { type CertificateProblem, certificateInShort, certificateWords } from './tls/certificate-problem.ts';

/** Why a connection could not be made or was lost. */
export type ConnectionCause =
  /** Not an address at all; `message` says what is wrong with it. */
  | { readonly type: 'bad-address'; readonly message: string }
  /** Policy allows no such connection: none was tried. `message` says what and what to do. */
  | { readonly type: 'not-allowed'; readonly message: string }
  | { readonly type: 'refused' }
  /** No route, network down, not permitted… `code` is the operating system's: EHOSTUNREACH. */
  | { readonly type: 'unreachable'; readonly code: string }
  | { readonly type: 'name-not-found'; readonly host: string; readonly code: string }
  /** `connecting`: no connection in time. `hello`: connected, but the server never said who it is. */
  | { readonly type: 'timed-out'; readonly stage: 'connecting' | 'hello'; readonly afterMs: number }
  /** The connection was cut without a farewell: a reset or an end in the middle. */
  | { readonly type: 'reset'; readonly code: string }
  | { readonly type: 'bad-certificate'; readonly problem: CertificateProblem }
  /** TLS was begun, and what listens there does not speak it. */
  | { readonly type: 'not-tls' }
  /** It was spoken with without TLS, and what listens there speaks TLS alone. */
  | { readonly type: 'tls-only' }
  /** The TLS handshake failed in another way; `code` is OpenSSL's. */
  | { readonly type: 'tls-failed'; readonly code: string }
  /** What listens there is no WebSocket server: its HTTP status where it has one, and what it looks like. */
  | {
      readonly type: 'not-websocket';
      readonly status: number | null;
      readonly location: string | null;
      readonly looksLike: string;
    }
  /** A WebSocket server, but it does not speak our protocol; `detail` completes "It …". */
  | { readonly type: 'wrong-protocol'; readonly detail: string }
  /** One of ours, but another kind or another cluster than the one that was meant. */
  | {
      readonly type: 'wrong-server';
      readonly found: { readonly kind: string; readonly side: string; readonly cluster: string };
      readonly expected: { readonly kind: ServerKind; readonly cluster: string | null };
    }
  /** One of ours, but what it answers cannot be used; `detail` names what and where. */
  | { readonly type: 'unusable-answer'; readonly detail: string }
  /** It lives, says Hello and answers heartbeats, but not this request. */
  | { readonly type: 'unanswered'; readonly request: string; readonly afterMs: number }
  /** Connected, but nothing was heard for the whole deadline. */
  | { readonly type: 'silent'; readonly forMs: number }
  /** The server closed; RFC 6455, section 7.4. */
  | { readonly type: 'closed'; readonly code: number; readonly reason: string };

/** Whether something else than the wanted server lives at the address: the address is stale, the server not dead. */
export function isStaleAddress(cause: ConnectionCause): boolean {
  switch (cause.type) {
    case 'not-websocket':
      return !isGatewayError(cause.status) && !isSignInPage(cause.status);
    case 'wrong-protocol':
    case 'wrong-server':
      return true;
    case 'bad-address':
    case 'not-allowed':
    case 'refused':
    case 'unreachable':
    case 'name-not-found':
    case 'timed-out':
    case 'reset':
    case 'bad-certificate':
    case 'not-tls':
    case 'tls-only':
    case 'tls-failed':
    case 'unusable-answer':
    case 'unanswered':
    case 'silent':
    case 'closed':
      return false;
  }
}

/** One or two sentences for IT: which server, at which address, what is wrong, what to look at. */
export function describeCause(kind: ServerKind, side: Side, address: string, cause: ConnectionCause): string {
  const server = `${capitalised(serverName(kind, side))} (${address})`;
  switch (cause.type) {
    case 'bad-address':
      return `The address of ${serverName(kind, side)} is wrong: ${cause.message}.`;
    case 'not-allowed':
      return `${server} is not called: ${cause.message}.`;
    case 'refused':
      return `${server} refused the connection: nothing listens there. Check that the server runs and that its port is right.`;
    case 'unreachable':
      return `${server} cannot be reached from this computer (${cause.code}). Check the network, the VPN and the firewall.`;
    case 'name-not-found':
      return `${server} cannot be found: no address is known for the name "${cause.host}" (${cause.code}). Check the name and this computer's DNS.`;
    case 'timed-out':
      return cause.stage === 'connecting'
        ? `${server} did not answer within ${seconds(cause.afterMs)}. Check that it runs and that no firewall drops the connection.`
        : `${server} took the connection but did not say who it is within ${seconds(cause.afterMs)}. It hangs, or something else listens there.`;
    case 'reset':
      return `${server} cut the connection without a farewell (${cause.code}). The server, or something on the way to it, failed.`;
    case 'bad-certificate':
      return `${server} shows a certificate ${certificateWords(cause.problem)}`;
    case 'not-tls':
      return `${server} does not speak TLS, which this desk asks for there. Have the server speak it, or correct the address; "ws://" before it asks for no encryption.`;
    case 'tls-only':
      return `${server} speaks TLS alone, and was asked without. Set its address with "wss://" before it.`;
    case 'tls-failed':
      return `${server} could not agree with this computer on TLS (${cause.code}). Check the TLS versions and certificates that the server is set up with.`;
    case 'not-websocket':
      if (isSignInPage(cause.status)) return `${server} ${signInWords(cause.status, cause.location)}`;
      return isGatewayError(cause.status)
        ? `${server} is not there: ${cause.looksLike}. Something before it, such as a load balancer, cannot reach it.`
        : `${server} is not a ${serviceName[kind]} server: ${cause.looksLike}. ${stale}`;
    case 'wrong-protocol':
      return `${server} is not a ${serviceName[kind]} server: it ${cause.detail}. ${stale}`;
    case 'wrong-server':
      return `${server} is another server: ${otherServer(cause)}. ${stale}`;
    case 'unusable-answer':
      return `${server} sent an answer that cannot be used: ${cause.detail}. What is set there is wrong, or the server is of another version: correct it in the cluster.`;
    case 'unanswered':
      return `${server} says Hello and lives, but did not answer ${cause.request} within ${seconds(cause.afterMs)}. It hangs behind its front, or is overloaded.`;
    case 'silent':
      return `${server} sent nothing for ${seconds(cause.forMs)} and counts as dead.`;
    case 'closed':
      return `${server} closed the connection (${closeWords(cause.code, cause.reason)}).`;
    default:
      return never(cause);
  }
}

/** What was wrong, for whoever has to do nothing about it: goes on after the name of a server, or of both. */
export function causeInShort(kind: ServerKind, cause: ConnectionCause): string {
  switch (cause.type) {
    case 'bad-address':
      return 'cannot be asked: that is no address';
    case 'not-allowed':
      return 'may not be called without encryption';
    case 'refused':
      return 'refused the connection';
    case 'unreachable':
      return 'cannot be reached from this computer';
    case 'name-not-found':
      return 'cannot be found by that name';
    case 'timed-out':
      return `did not answer within ${seconds(cause.afterMs)}`;
    case 'reset':
      return 'cut the connection';
    case 'bad-certificate':
      return `showed a certificate ${certificateInShort(cause.problem)}`;
    case 'not-tls':
      return 'did not speak TLS';
    case 'tls-only':
      return 'took no connection without TLS';
    case 'tls-failed':
      return 'could not agree on TLS';
    case 'not-websocket':
      if (isSignInPage(cause.status)) return 'cannot be reached: a sign-in page of the network is in the way';
      return isGatewayError(cause.status)
        ? 'cannot be reached: a gateway answered instead'
        : `answered as something else than a ${serviceName[kind]} server`;
    case 'wrong-protocol':
      return `answered as something else than a ${serviceName[kind]} server`;
    case 'wrong-server':
      return 'answered as another server';
    case 'unusable-answer':
      return 'sent an answer that cannot be used';
    case 'unanswered':
      return `did not answer ${cause.request} within ${seconds(cause.afterMs)}`;
    case 'silent':
      return `sent nothing for ${seconds(cause.forMs)}`;
    case 'closed':
      return 'closed the connection';
    default:
      return never(cause);
  }
}

const stale = 'The address is stale or wrong: correct it in the cluster or in the settings of this desk.';

/**
 * A captive portal answers for everybody until somebody has signed in: by a temporary redirect (RFC 9110, 15.4.3,
 * 15.4.4 and 15.4.8), or by 511, which was made for it (RFC 6585, section 6). The server behind it is not known to be
 * anything else than it was.
 */
export function isSignInPage(status: number | null): boolean {
  return status === 302 || status === 303 || status === 307 || status === 511;
}

function signInWords(status: number | null, location: string | null): string {
  const where = location === null ? '' : ` (it leads to ${location})`;
  return `answered ${status ?? 0} instead of speaking Switchhook's protocol: a sign-in page of the network is in the way${where}. Open a web browser and sign in to the network; where there is nothing to sign in to, the address is wrong.`;
}

/** 502, 503, 504 and the like are a gateway's word about a server behind it: the address may well be right. */
function isGatewayError(status: number | null): boolean {
  return status !== null && status >= 500;
}

function otherServer(cause: Extract<ConnectionCause, { type: 'wrong-server' }>): string {
  const { found, expected } = cause;
  return found.kind === expected.kind
    ? `it belongs to the cluster "${found.cluster}", not to "${expected.cluster ?? ''}"`
    : `it says it is ${found.kind} server ${found.side}, not a ${expected.kind} server`;
}

function closeWords(code: number, reason: string): string {
  const words = closeCodes[code];
  const name = words === undefined ? `code ${code}` : `code ${code}, ${words}`;
  return reason === '' ? name : `${name}: ${reason}`;
}

/** RFC 6455, section 7.4.1. */
const closeCodes: Readonly<Record<number, string>> = {
  1000: 'normal',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'data it does not accept',
  1005: 'no code given',
  1006: 'no farewell',
  1007: 'text that is not UTF-8',
  1008: 'against its policy',
  1009: 'a message too large',
  1011: 'an error inside the server',
  1012: 'the server restarts',
  1013: 'the server is too busy',
};

function seconds(ms: number): string {
  return `${Number((ms / 1_000).toFixed(1))} s`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
