import type { EventEmitter } from 'node:events';
import { PreventableEvent } from '../../core/emitter.ts';
import type { RegisteredWindow, WindowRegistry } from '../window/window-registry.ts';

/**
 * How far the app is from its end. `quitting` begins with app.quit(), and a listener or a window that stays
 * open takes it back to `running`; `ending` is final.
 */
type Stage = 'running' | 'quitting' | 'ending';

/** The order of events in which an Electron app ends. */
export class AppLife {
  readonly #app: EventEmitter;
  readonly #windows: WindowRegistry<RegisteredWindow>;
  readonly #end: (exitCode: number) => Promise<void>;
  #stage: Stage = 'running';

  /** `end` lets go of everything and ends the process. */
  constructor(
    app: EventEmitter,
    windows: WindowRegistry<RegisteredWindow>,
    end: (exitCode: number) => Promise<void>,
  ) {
    this.#app = app;
    this.#windows = windows;
    this.#end = end;
    windows.onAllClosed(() => this.#allWindowsClosed());
  }

  get isQuitting(): boolean {
    return this.#stage !== 'running';
  }

  get isEnding(): boolean {
    return this.#stage === 'ending';
  }

  /** before-quit, then every window's close, then will-quit and quit; each but the last may stop it. */
  quit(): void {
    if (this.#stage !== 'running') return;
    this.#stage = 'quitting';
    queueMicrotask(() => {
      void this.#closeAll().then((closed) => {
        if (closed) this.exit(0);
        else if (this.#stage === 'quitting') this.#stage = 'running';
      });
    });
  }

  /** Ends without asking anyone. */
  exit(exitCode: number): void {
    if (this.#stage === 'ending') return;
    this.#stage = 'ending';
    this.#app.emit('quit', new PreventableEvent(), exitCode);
    void this.#end(exitCode);
  }

  async #closeAll(): Promise<boolean> {
    if (!this.#ask('before-quit')) return false;
    for (const window of this.#windows.all) {
      if (!(await window.requestClose())) return false;
    }
    return this.#ask('will-quit');
  }

  #ask(name: 'before-quit' | 'will-quit'): boolean {
    const event = new PreventableEvent();
    this.#app.emit(name, event);
    return !event.defaultPrevented;
  }

  #allWindowsClosed(): void {
    if (this.#stage !== 'running') return;
    if (this.#app.listenerCount('window-all-closed') > 0) this.#app.emit('window-all-closed');
    else this.quit();
  }
}
