import type { Display, Point, Screen } from 'electron';
import { ElectronEmitter } from '../../core/emitter.ts';
import { asElectron, type PartOf, refuseMissing } from '../../core/missing.ts';

const size = { width: 1920, height: 1080 };
const area = { x: 0, y: 0, ...size };
const display = asElectron<Display>({
  id: 1,
  label: '',
  bounds: area,
  workArea: area,
  size,
  workAreaSize: size,
  scaleFactor: 1,
  rotation: 0,
  internal: false,
  colorDepth: 24,
  displayFrequency: 60,
  touchSupport: 'unknown',
});

/** Electron's `screen`: one display of 1920 by 1080, whatever the machine has. */
class ShellScreen extends ElectronEmitter implements PartOf<Screen, ShellScreen> {
  getPrimaryDisplay(): Display {
    return display;
  }

  getAllDisplays(): Display[] {
    return [display];
  }

  getDisplayMatching(): Display {
    return display;
  }

  getDisplayNearestPoint(): Display {
    return display;
  }

  getCursorScreenPoint(): Point {
    return { x: 0, y: 0 };
  }
}

refuseMissing('Screen', ShellScreen.prototype, 'screen');

export const screen = new ShellScreen();
