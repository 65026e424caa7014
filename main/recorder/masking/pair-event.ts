import type { ConnectionView, SideView } from '../../../contract/desk/desk-state.ts';
import type { PairEffect, ServerSays } from '../../../contract/servers/pair-state.ts';
import type { ConnectionCause } from '../../servers/connection-cause.ts';
import type { PairHappening } from '../../servers/pair-follower.ts';
import type { ServerPairEvent } from '../../servers/server-pair-types.ts';
import type { CertificateProblem } from '../../servers/tls/certificate-problem.ts';
import { bySide, hello, ownWord } from './common.ts';
import {
  address,
  choice,
  figure,
  flag,
  hostName,
  identifier,
  label,
  origin,
  sentence,
  systemCode,
} from './leaf-rules.ts';
import { fields, list, nullable, type Rule, variants } from './rules.ts';

const certificateProblem: Rule<CertificateProblem> = variants<CertificateProblem, 'why'>('why', {
  expired: { since: figure },
  'not-yet-valid': { from: figure },
  'wrong-name': { asked: hostName, names: list(hostName) },
  'self-signed': {},
  'unknown-authority': { issuer: label },
  other: { code: identifier },
});

export const cause: Rule<ConnectionCause> = variants<ConnectionCause, 'type'>('type', {
  'bad-address': { message: sentence },
  'not-allowed': { message: sentence },
  refused: {},
  unreachable: { code: systemCode },
  'name-not-found': { host: hostName, code: systemCode },
  'timed-out': { stage: choice(), afterMs: figure },
  reset: { code: systemCode },
  'bad-certificate': { problem: certificateProblem },
  'not-tls': {},
  'tls-only': {},
  'tls-failed': { code: identifier },
  'not-websocket': { status: nullable(figure), location: nullable(origin), looksLike: sentence },
  'wrong-protocol': { detail: sentence },
  'wrong-server': {
    found: fields({ kind: ownWord, side: ownWord, cluster: label }),
    expected: fields({ kind: choice(), cluster: nullable(label) }),
  },
  'unusable-answer': { detail: sentence },
  unanswered: { request: identifier, afterMs: figure },
  silent: { forMs: figure },
  closed: { code: figure, reason: sentence },
});

const sideView: Rule<SideView> = fields<SideView>({
  // The address first: the error's sentence names it.
  address: nullable(address),
  security: nullable(choice()),
  state: choice(),
  since: figure,
  error: nullable(sentence),
  answeredAt: nullable(figure),
});

export const connectionView: Rule<ConnectionView> = fields<ConnectionView>({
  kind: choice(),
  sides: bySide(sideView),
  inUse: nullable(choice()),
  status: choice(),
  since: figure,
  misconfigured: nullable(sentence),
});

/** What happened to a pair. */
export const pairHappening: Rule<PairHappening> = variants<PairHappening, 'type'>('type', {
  start: {},
  opened: { side: choice() },
  connected: { side: choice(), says: nullable(fields<ServerSays>({ side: choice(), cluster: label })) },
  failed: { side: choice(), error: sentence },
  unanswered: { side: choice(), error: sentence },
  answered: { side: choice() },
  timer: {},
  retry: {},
  addresses: { a: nullable(address), b: nullable(address) },
  probing: { everyMs: figure },
  homing: { afterMs: figure },
  idle: { isIdle: flag },
  stop: {},
});

/** What was decided on it. */
export const pairEffect: Rule<PairEffect> = variants<PairEffect, 'type'>('type', {
  connect: { side: choice(), address },
  abandon: { side: choice() },
  leave: { side: choice() },
  swap: {},
  wait: { for: choice(), ms: figure },
});

/** What a pair tells: its messages by the rule of its kind. */
export function pairEvent<Answer>(message: Rule<Answer>): Rule<ServerPairEvent<Answer>> {
  const rule: Rule<ServerPairEvent<unknown>> = variants<ServerPairEvent<unknown>, 'type'>('type', {
    up: { side: choice(), address, hello },
    message: { side: choice(), message: message as Rule<unknown> },
    lost: { side: choice(), address, cause },
    left: { side: choice(), address },
    failed: { side: choice(), address, cause },
    unanswered: { side: choice(), moving: flag, causes: bySide(nullable(cause)) },
    down: { causes: bySide(nullable(cause)) },
    view: { view: connectionView },
  });
  return rule as Rule<ServerPairEvent<Answer>>;
}
