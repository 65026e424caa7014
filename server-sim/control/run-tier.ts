import type { ServerPair } from '../../contract/servers/address-text.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import type { TlsFiles } from '../host/tls-identity.ts';
import type { SipEdges } from '../links/device-control.ts';
import { type CommandLine, readCommandLine, usage } from './command-line.ts';
import { newToken } from './token.ts';

/** Where everything listens: pairs as `host:port`, or `wss://host:port` where they speak TLS, the control API as a URL. */
export type TierAddresses = Readonly<Record<ServerKind, ServerPair>> & { readonly control: string };

export interface TierOptions {
  /** A shipped scenario's name or a path; `billing` where it is left out. */
  readonly scenario?: string;
  /** The control API's port; 0 takes a free one. Ten after the base port, or free, where it is left out. */
  readonly controlPort?: number;
  /** Configuration A's port; the others follow in a fixed order (`portOffsets`). 0 or left out: free ports. */
  readonly basePort?: number;
  /** Loopback where it is left out. */
  readonly host?: string;
  /** Asked by the control API. Desks need none: logins, and digest for SIP, guard what they may do. */
  readonly token?: string;
  /** A folder for one log file a server; left out, the last lines are kept in memory alone. */
  readonly logDirectory?: string;
  /** Each server in a process of its own: a kill is a SIGKILL. */
  readonly processes?: boolean;
  /** Whether SIP edges share their dialogs; as the scenario says where it is left out. */
  readonly sipEdges?: SipEdges;
  /** The files of certificate and key with which desks are spoken with by TLS; without it, they are not. */
  readonly tls?: TlsFiles;
  /** Called with each server as it is ready: its name and where it listens. */
  readonly onReady?: (name: string, address: string) => void;
}

export interface Tier {
  readonly addresses: TierAddresses;
  /** A login string that works in the loaded scenario, for trying it out; null where it has no agent or device. */
  readonly trialLogin: string | null;
  /** Resolves when the tier cannot go on: a process that is no pair's ended by itself. */
  readonly lost: Promise<Error>;
  close(): Promise<void>;
}

/** A tier that cannot start because of what it was given. */
export class BadTierOption extends Error {}

/** Whoever started this process and speaks with it: Electron's utilityProcess, or child_process.fork. */
export interface ParentChannel {
  post(message: unknown): void;
  /** Calls back when the parent asks for the end, or is gone. */
  onEnd(listener: () => void): void;
  /** Lets go of the channel, which would keep the process alive. */
  leave(): void;
}

export interface Surroundings {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly errors: (text: string) => void;
  readonly parent: ParentChannel | null;
  /** Resolves when somebody asks the process to end. */
  readonly interrupted: Promise<void>;
  readonly startTier: (options: TierOptions) => Promise<Tier>;
}

function tierOptions(line: CommandLine): TierOptions {
  const { scenario, controlPort, logDirectory, basePort, host, processes, sipEdges, tls } = line;
  return {
    basePort,
    host,
    processes,
    ...(sipEdges !== null && { sipEdges }),
    ...(tls !== null && { tls }),
    ...(scenario !== null && { scenario }),
    ...(controlPort !== null && { controlPort }),
    ...(logDirectory !== null && { logDirectory }),
  };
}

/** Runs the tier until it is told to end. Exit codes: 0 ended cleanly, 1 could not start, 2 wrong options. */
export async function runTier(given: Surroundings): Promise<number> {
  const { out, errors, parent } = given;
  const line = readCommandLine(given.args, given.environment);
  if (!line.ok) {
    errors(`${line.error}\n`);
    return 2;
  }
  if (line.value.help) {
    out(usage);
    return 0;
  }
  const { json } = line.value;
  // Heard from the beginning: who goes while the servers start leaves none behind.
  const leftAlone = new Promise<void>((resolve) => parent?.onEnd(resolve));
  // Whoever starts it as its child, as the app does, has a channel to be told a token on that nobody else sees.
  const token = line.value.token ?? (parent && newToken());
  try {
    const tier = await given.startTier({
      ...tierOptions(line.value),
      ...(token !== null && { token }),
      ...(!json && { onReady: (name: string, address: string) => out(`${name.padEnd(18)} ${address}\n`) }),
    });
    if (json) out(`${JSON.stringify({ ready: true, addresses: tier.addresses })}\n`);
    else out('Ready. Ctrl-C ends it.\n');
    const { addresses, trialLogin } = tier;
    parent?.post({ type: 'ready', addresses, trialLogin, controlToken: token });
    const lost = await Promise.race([tier.lost, given.interrupted, leftAlone]);
    await tier.close();
    if (!lost) return 0;
    errors(`${lost.message}\n`);
    return 1;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    errors(`${message}\n`);
    parent?.post({ type: 'failed', message });
    return error instanceof BadTierOption ? 2 : 1;
  }
}
