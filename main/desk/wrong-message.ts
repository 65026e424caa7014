import { serverNoun } from '../../contract/servers/server-kind.ts';
import { connectedServer } from './connected-server.ts';
import type { Effect } from './effects.ts';
import type { DeskModel } from './model.ts';

/** A line of the log about what the server in use sent: "CTI server B (10.0.0.1:8105): … passed over." */
export function wrongMessage(
  { view }: DeskModel,
  what: string,
  level: 'info' | 'warn' = 'warn',
  from: 'cti' | 'sessions' = 'cti',
): Effect {
  const server = connectedServer(view.connections[from]) ?? serverNoun[from];
  return { type: 'log', level, sentence: `${server}: ${what}` };
}
