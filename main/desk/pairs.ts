import type * as z from 'zod';
import { type ConfigurationRequest, configurationAnswer } from '../../contract/configuration/messages.ts';
import { ctiAnswer } from '../../contract/cti/answers.ts';
import type { CtiRequest } from '../../contract/cti/requests.ts';
import { ctiSettles } from '../../contract/cti/settles.ts';
import { type LicensingRequest, licensingAnswer } from '../../contract/licensing/messages.ts';
import type { ServerPair as Addresses } from '../../contract/servers/address-text.ts';
import { usualHomeMs, usualProbeMs } from '../../contract/servers/pair-timing.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import { sessionsAnswer } from '../../contract/sessions/answers.ts';
import type { SessionsRequest } from '../../contract/sessions/requests.ts';
import { carriesId } from '../../contract/wire/settles.ts';
import {
  createServerPair,
  type PairRequest,
  type ServerPair,
  type ServerPairEvent,
} from '../servers/server-pair.ts';
import type { DeskFollower } from './desk-follower.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { LoginPairKind, PairTiming } from './effects.ts';
import type { Input } from './inputs.ts';

/** The desk's server pairs: the configuration pair for as long as it runs, the others from login to logout. */
export interface Pairs {
  start(): void;
  open(kind: LoginPairKind, servers: Addresses, cluster: string | null): void;
  close(kind: LoginPairKind): void;
  setConfigurationServers(a: string | null, b: string | null): void;
  tryNow(kind: 'configuration' | LoginPairKind): void;
  setTiming(timing: PairTiming): void;
  /** Asks every server at once whether it still is there. */
  wake(): void;
  /** Whether the agent is at rest, so that pairs may come home. */
  setIdle(isIdle: boolean): void;
  sendConfiguration(request: ConfigurationRequest): boolean;
  sendLicensing(request: LicensingRequest): boolean;
  sendCti(request: CtiRequest): boolean;
  sendSessions(request: SessionsRequest): boolean;
  /** Resolves when the licensing pair is closed: the seat is back, or its server had its time. */
  seatGivenBack(): Promise<void>;
  stop(): void;
}

type PortsOfPairs = Pick<DeskPorts, 'settings' | 'encryption' | 'timers' | 'random' | 'now' | 'log'>;

/** Silence after which a server counts as dead, until the cluster has said otherwise. Milliseconds. */
const firstDeadlineMs = 3_000;

export function createPairs(
  ports: PortsOfPairs,
  configurationServers: { readonly a: string | null; readonly b: string | null },
  put: (input: Input) => void,
  follower: DeskFollower | null = null,
): Pairs {
  let timing: PairTiming = {
    deadlineMs: firstDeadlineMs,
    probeEveryMs: usualProbeMs,
    homeAfterMs: usualHomeMs,
  };
  // Nobody is logged in yet.
  let isIdle = true;
  let licensing: ServerPair<LicensingRequest> | null = null;
  let cti: ServerPair<CtiRequest> | null = null;
  let sessions: ServerPair<SessionsRequest> | null = null;
  let seatListeners: (() => void)[] = [];

  function pair<Request extends PairRequest, Answer extends object>(
    kind: ServerKind,
    servers: { readonly a: string | null; readonly b: string | null },
    cluster: string | null,
    answers: z.ZodType<Answer>,
    settles: (request: Request, answer: Answer) => boolean,
    onEvent: (event: ServerPairEvent<Answer>) => void,
  ): ServerPair<Request> {
    const { settings, encryption, timers, random, now, log } = ports;
    const { deadlineMs, probeEveryMs, homeAfterMs } = timing;
    const made = createServerPair<Request, Answer>({
      kind,
      order: settings.read().inForce.serverOrder,
      ...servers,
      encryption,
      deadlineMs,
      probeEveryMs,
      cluster: () => cluster,
      answers,
      settles,
      timers,
      random,
      now,
      log: log.with({ servers: kind }),
      onEvent,
      ...(follower && { follower: follower.pair(kind) }),
    });
    made.setHoming(homeAfterMs);
    made.setIdle(isIdle);
    return made;
  }

  const configuration = pair<ConfigurationRequest, z.output<typeof configurationAnswer>>(
    'configuration',
    configurationServers,
    // Any cluster's: which one this desk belongs to is what the download says.
    null,
    configurationAnswer,
    carriesId,
    (event) => put({ type: 'configuration', event }),
  );
  const all = (): readonly ServerPair<never>[] =>
    [configuration, licensing, cti, sessions].filter((one) => one !== null) as ServerPair<never>[];

  return {
    start: () => configuration.start(),
    open: (kind, servers, cluster) => {
      switch (kind) {
        case 'licensing':
          licensing?.stop();
          licensing = pair('licensing', servers, cluster, licensingAnswer, carriesId, (event) =>
            put({ type: 'licensing', event }),
          );
          licensing.start();
          return;
        case 'cti':
          cti?.stop();
          cti = pair('cti', servers, cluster, ctiAnswer, ctiSettles, (event) => put({ type: 'cti', event }));
          cti.start();
          return;
        case 'sessions':
          sessions?.stop();
          sessions = pair('sessions', servers, cluster, sessionsAnswer, carriesId, (event) =>
            put({ type: 'sessions', event }),
          );
          sessions.start();
      }
    },
    close: (kind) => {
      switch (kind) {
        case 'licensing':
          licensing?.stop();
          licensing = null;
          for (const listener of seatListeners) listener();
          seatListeners = [];
          return;
        case 'cti':
          cti?.stop();
          cti = null;
          return;
        case 'sessions':
          sessions?.stop();
          sessions = null;
      }
    },
    setConfigurationServers: (a, b) => configuration.setAddresses(a, b),
    tryNow: (kind) => ({ configuration, licensing, cti, sessions })[kind]?.tryNow(),
    wake: () => {
      for (const one of all()) one.wake();
    },
    setIdle: (now) => {
      isIdle = now;
      for (const one of all()) one.setIdle(now);
    },
    setTiming: (changed) => {
      timing = changed;
      for (const one of all()) {
        one.setDeadline(changed.deadlineMs);
        one.setProbing(changed.probeEveryMs);
        one.setHoming(changed.homeAfterMs);
      }
    },
    sendConfiguration: (request) => configuration.send(request),
    sendLicensing: (request) => licensing?.send(request) ?? false,
    sendCti: (request) => cti?.send(request) ?? false,
    sendSessions: (request) => sessions?.send(request) ?? false,
    seatGivenBack: () =>
      licensing ? new Promise((resolve) => seatListeners.push(resolve)) : Promise.resolve(),
    stop: () => {
      for (const one of all()) one.stop();
    },
  };
}
