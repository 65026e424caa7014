import { afterEach, beforeEach } from 'vitest';
import { type CtiAnswer, ctiAnswer } from '../../../contract/cti/answers.ts';
import type { CtiRequest } from '../../../contract/cti/requests.ts';
import { ctiSettles } from '../../../contract/cti/settles.ts';
import type { Side } from '../../../contract/servers/server-kind.ts';
import { type MemoryLog, memoryLog } from '../../log/testing/test-logs.ts';
import { realTimers } from '../../timers.ts';
import {
  createServerPair,
  type ServerPair,
  type ServerPairEvent,
  type ServerPairOptions,
} from '../server-pair.ts';
import { usualEncryption } from './encryptions.ts';
import { type Heard, heard } from './heard.ts';
import { type ServerPlan, startServer, type TestServer } from './test-server.ts';

export type Told = ServerPairEvent<CtiAnswer>;
export type Options = Partial<ServerPairOptions<CtiRequest, CtiAnswer>>;

/** Ended after each test. */
export const servers = new Set<TestServer>();
export const pairs: ServerPair<CtiRequest>[] = [];
/** New for each test. */
export let log: MemoryLog;
export let told: Heard<Told>;

beforeEach(() => {
  log = memoryLog();
  told = heard();
});
afterEach(async () => {
  for (const pair of pairs.splice(0)) pair.stop();
  await Promise.all([...servers].map(kill));
});

/** Starts a CTI server of this plan. */
export async function serve(plan: ServerPlan = {}): Promise<TestServer> {
  const server = await startServer(plan);
  servers.add(server);
  return server;
}

/** Resets its connections and closes its port. */
export async function kill(server: TestServer): Promise<void> {
  servers.delete(server);
  await server.kill();
}

/** An address at which nothing listens. */
export async function deadAddress(): Promise<string> {
  const server = await startServer();
  await server.kill();
  return server.address;
}

/** A pair of CTI servers, A first, told to `told`. */
export function pairOf(a: string | null, b: string | null, options: Options = {}): ServerPair<CtiRequest> {
  const pair = createServerPair<CtiRequest, CtiAnswer>({
    kind: 'cti',
    order: 'primary-first',
    a,
    b,
    encryption: usualEncryption,
    deadlineMs: 5_000,
    probeEveryMs: 0,
    cluster: () => null,
    answers: ctiAnswer,
    settles: ctiSettles,
    timers: realTimers,
    random: () => 0,
    now: () => 1_000,
    log,
    onEvent: told.tell,
    ...options,
  });
  pairs.push(pair);
  return pair;
}

export const makeCall: CtiRequest = { type: 'MakeCallRequest', id: 'r1', number: '5550100' };
/** The next time this side comes up. */
export const upAt = (side: Side): Promise<Told> =>
  told.nextWhere((event) => event.type === 'up' && event.side === side);
/** The types of what was told so far, messages left out. */
export const types = (): readonly string[] =>
  told.all.map(({ type }) => type).filter((type) => type !== 'message');
