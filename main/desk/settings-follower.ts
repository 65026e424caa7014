import { needRestart } from '../settings/since-start.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { Input } from './inputs.ts';

/**
 * Tells the running desk what changes of its settings, beside its addresses and passwords: the order for the next login,
 * and what waits for its next start. Returns how to stop.
 */
export function followSettings(
  { settings }: Pick<DeskPorts, 'settings'>,
  put: (input: Input) => void,
): () => void {
  let order = settings.read().inForce.phoneOrder;
  let waiting = '';
  const tell = (): void => {
    const { phoneOrder } = settings.read().inForce;
    if (phoneOrder !== order) put({ type: 'phoneOrder', order: phoneOrder });
    order = phoneOrder;
    const keys = needRestart(settings.resolved());
    if (keys.join() !== waiting) put({ type: 'restartNeeded', settings: keys });
    waiting = keys.join();
  };
  tell();
  return settings.onChange(tell);
}
