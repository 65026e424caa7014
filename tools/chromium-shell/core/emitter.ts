import { EventEmitter } from 'node:events';

/** An emitter of Electron's, which does not warn about many listeners. */
export class ElectronEmitter extends EventEmitter {
  constructor() {
    super();
    this.setMaxListeners(0);
  }
}

/** The first argument of Electron's events: a listener may prevent what would follow. */
export class PreventableEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** An event that carries more. */
export function eventWith<Extra extends object>(extra: Extra): PreventableEvent & Extra {
  return Object.assign(new PreventableEvent(), extra);
}
