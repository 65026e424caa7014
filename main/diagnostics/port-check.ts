import { connect } from 'node:net';
import type { ServerTarget } from '../../contract/diagnostics/diagnostics-report.ts';
import type { ServerAddress } from '../../contract/servers/address.ts';
import { causeOfError } from '../servers/handshake-cause.ts';
import type { Timers } from '../timers.ts';
import { causeFinding } from './cause-finding.ts';
import { type Finding, pass } from './finding.ts';

/** Whether the port takes a connection, which is ended at once, and in what time. */
export function checkPort(
  target: ServerTarget,
  { host, port }: ServerAddress,
  { limitMs, timers }: { readonly limitMs: number; readonly timers: Timers },
): Promise<Finding> {
  return new Promise((resolve) => {
    const startedAt = timers.monotonic();
    const socket = connect({ host, port, autoSelectFamily: true });
    const end = (finding: Finding): void => {
      timers.clearTimeout(timer);
      resolve(finding);
    };
    const timer = timers.setTimeout(() => {
      socket.destroy();
      end(causeFinding(target, { type: 'timed-out', stage: 'connecting', afterMs: limitMs }));
    }, limitMs);
    socket.once('connect', () => {
      const ms = Math.round(timers.monotonic() - startedAt);
      const to = socket.remoteAddress ?? host;
      socket.end();
      // What the server says to a connection that says nothing is of no interest, and must not keep it open.
      socket.resume();
      end(pass(`Port ${port} of ${to} is open; connected in ${ms} ms.`));
    });
    // Listened to after the end too: an unheard 'error' would end the process.
    socket.on('error', (error) => end(causeFinding(target, causeOfError(error, host, limitMs))));
  });
}
