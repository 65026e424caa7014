import { powerMonitor } from 'electron';

export interface PowerFollower {
  readonly onSleep: () => void;
  readonly onWake: () => void;
}

/**
 * Follows the computer's sleep, by whatever it came: lid, menu, idleness. Electron's WebSockets do not outlive it, and
 * say so late or never (electron#19993).
 */
export function followPower({ onSleep, onWake }: PowerFollower): void {
  powerMonitor.on('suspend', onSleep);
  powerMonitor.on('resume', onWake);
}
