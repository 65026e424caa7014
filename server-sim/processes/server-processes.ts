import type { Side } from '../../contract/servers/server-kind.ts';
import type { ClockSetting } from '../control/clock.ts';
import { newToken } from '../control/token.ts';
import type { LogBook } from '../host/log-book.ts';
import type { ServerStatus } from '../host/server-unit.ts';
import type { TlsIdentity } from '../host/tls-identity.ts';
import { toldAddress } from '../host/told-address.ts';
import type { BegunLife } from './process-unit.ts';
import type { Preparation, Prepared, ServerRole } from './protocols/server.ts';
import { beginLife, type ServerLife } from './server-life.ts';

/** A server that is to have a process. */
export interface ProcessPlace {
  readonly name: string;
  readonly role: ServerRole;
  readonly side: Side | null;
  /** 0: a free one. */
  readonly port: number;
}

export interface LivingProcess {
  readonly name: string;
  readonly role: ServerRole;
  readonly life: ServerLife;
}

/** The processes of one tier: every one of them ends with it. */
export interface ServerProcesses {
  /**
   * Starts one, which takes its ports.
   *
   * @param attach opens what the process asks the tier for, before it asks.
   */
  begin(
    place: ProcessPlace,
    onChanged: (status: ServerStatus) => void,
    attach: (life: ServerLife) => void,
  ): Promise<BegunLife>;
  /** Keeps in mind, and tells all others, which are frozen: whoever is left when the tier is gone ends them. */
  noteFrozen(pid: number, isFrozen: boolean): void;
  living(): readonly LivingProcess[];
  /** Ends those that are left, without a farewell. */
  endAll(): Promise<void>;
}

export interface ServerProcessesOptions {
  /** The file that a server's process runs. */
  readonly entry: string;
  readonly host: string;
  readonly tls: TlsIdentity | null;
  readonly logs: LogBook;
  readonly originMs: number;
  readonly clock: () => ClockSetting;
}

export function createServerProcesses(options: ServerProcessesOptions): ServerProcesses {
  const { entry, host, tls, logs, originMs, clock } = options;
  const secret = newToken();
  const living = new Set<LivingProcess>();
  const frozen = new Set<number>();
  const tellFrozen = (life: ServerLife): void => life.server.tell('frozen', { pids: [...frozen] });
  const killAll = (): void => {
    for (const { life } of living) life.signal('SIGKILL');
  };
  process.once('exit', killAll);
  return {
    async begin(place, onChanged, attach) {
      const { name } = place;
      const life = beginLife({ name, entry, onChanged, log: logs.logFor(name), ...logging(logs, name) });
      const one = { name, role: place.role, life };
      living.add(one);
      const ended = life.ended.then(() => living.delete(one));
      attach(life);
      tellFrozen(life);
      const prepared = await prepare(life, { ...place, host, tls, secret, originMs, clock: clock() }).catch(
        async (error: unknown) => {
          life.signal('SIGKILL');
          await ended;
          throw error;
        },
      );
      const { port } = prepared;
      return {
        life,
        prepared,
        address: port === null ? null : toldAddress(host, port, tls),
      };
    },
    noteFrozen(pid, isFrozen) {
      if (isFrozen) frozen.add(pid);
      else frozen.delete(pid);
      for (const { life } of living) tellFrozen(life);
    },
    living: () => [...living],
    async endAll() {
      process.off('exit', killAll);
      killAll();
      await Promise.all([...living].map(({ life }) => life.ended));
    },
  };
}

function prepare(life: ServerLife, preparation: Preparation): Promise<Prepared> {
  return life.server.ask('prepare', preparation);
}

/** What a process writes, in the log of its name. */
function logging(
  logs: LogBook,
  name: string,
): { readonly onLine: (line: string) => void; readonly onComplaint: (text: string) => void } {
  const complain = (text: string): void => logs.logFor(name).error(text.trim());
  return {
    onLine: (line) => (line.startsWith('{') ? logs.keep(name, line) : complain(line)),
    onComplaint: complain,
  };
}
