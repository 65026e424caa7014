import { connectedServer } from './connected-server.ts';
import type { Effect } from './effects.ts';
import type { DeskModel } from './model.ts';

/** A line of the log about what the CTI server in use sent: "CTI server B (10.0.0.1:8105): … passed over." */
export function wrongMessage({ view }: DeskModel, what: string, level: 'info' | 'warn' = 'warn'): Effect {
  const server = connectedServer(view.connections.cti) ?? 'CTI server';
  return { type: 'log', level, sentence: `${server}: ${what}` };
}
