import type { PowerMonitor, PowerSaveBlocker } from 'electron';
import { ElectronEmitter } from '../../core/emitter.ts';
import { host } from '../../core/host.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';

/** Electron's `powerMonitor`: a machine at rest, on mains. Tests emit `suspend`, `resume` and the rest on it. */
class ShellPowerMonitor extends ElectronEmitter implements PartOf<PowerMonitor, ShellPowerMonitor> {
  readonly onBatteryPower = false;

  getSystemIdleState(): 'active' {
    return 'active';
  }

  getSystemIdleTime(): number {
    return 0;
  }

  getCurrentThermalState(): 'unknown' {
    return 'unknown';
  }

  isOnBatteryPower(): boolean {
    return false;
  }
}

refuseMissing('PowerMonitor', ShellPowerMonitor.prototype, 'powerMonitor');

export const powerMonitor = new ShellPowerMonitor();

const blocking = new Set<number>();
let lastBlocker = 0;

const blocker: PowerSaveBlocker = {
  start: (type) => {
    lastBlocker += 1;
    blocking.add(lastBlocker);
    host.control.note({ kind: 'power-save-blocked', id: lastBlocker, type });
    return lastBlocker;
  },
  stop: (id) => {
    host.control.note({ kind: 'power-save-released', id });
    return blocking.delete(id);
  },
  isStarted: (id) => blocking.has(id),
};

/** Electron's `powerSaveBlocker`: recorded, and the machine sleeps as it likes. */
export const powerSaveBlocker = refuseMissing('PowerSaveBlocker', blocker, 'powerSaveBlocker');
