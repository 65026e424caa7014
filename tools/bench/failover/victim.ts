import process from 'node:process';
import type { Control } from '../../../e2e/support/tier.ts';
import { until } from '../../../e2e/support/until.ts';
import type { Fault } from './cases.ts';

interface KnownServer {
  readonly name: string;
  readonly state: string;
  readonly pid: number | null;
}

async function serverOf(control: Control, name: string): Promise<KnownServer> {
  const { servers } = await control.get<{ servers: readonly KnownServer[] }>('/servers');
  const server = servers.find((one) => one.name === name);
  if (!server) throw new Error(`The tier has no server ${name}.`);
  return server;
}

/**
 * Kills or freezes a server's process from outside, as the computer would. Resolves with the instant at which the
 * signal was sent, by this computer's clock.
 */
export async function sendSignal(control: Control, name: string, fault: Fault): Promise<number> {
  const { pid } = await serverOf(control, name);
  if (pid === null) throw new Error(`${name} has no process.`);
  const at = Date.now();
  process.kill(pid, fault === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  // The tier is told, so that it does not wait for what a stopped process would answer.
  if (fault === 'freeze') await control.server(name, 'freeze');
  return at;
}

/** The server runs again, as one that the desk may move to. */
export async function bringBack(control: Control, name: string, fault: Fault): Promise<void> {
  await control.server(name, fault === 'kill' ? 'start' : 'thaw');
  await until(
    `${name} to run`,
    () => serverOf(control, name),
    ({ state, pid }) => state === 'up' && pid !== null,
  );
}
