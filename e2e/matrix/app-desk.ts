import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { type AppOptions, type RunningApp, startApp } from '../support/app.ts';
import { ask, type WindowName } from '../support/crash.ts';
import { letMicrophoneThrough, tonesPlayed } from '../support/listen.ts';
import { until } from '../support/until.ts';
import type { MatrixDesk } from './scene.ts';
import { untilShown } from './until-shown.ts';

/** What the desk window's page says of the desk, as main has it. */
const stateScript = `new Promise((resolve) => {
  const stop = window.switchhook.onState((state) => {
    queueMicrotask(() => stop?.());
    resolve(state);
  });
})`;

/** The app as the desk of a cell: by the bridge of its window, asked through main, for a window may be lost. */
export class AppDesk implements MatrixDesk {
  readonly #options: AppOptions & { readonly data: string };
  #app: RunningApp;
  #shown: DeskState[] = [];

  private constructor(options: AppOptions & { readonly data: string }, app: RunningApp) {
    this.#options = options;
    this.#app = app;
  }

  /** Starts the app in a folder that is the caller's to take away. */
  static async open(options: AppOptions & { readonly data: string }): Promise<AppDesk> {
    const desk = new AppDesk(options, await startApp(options));
    await desk.#begun();
    return desk;
  }

  /** Starts the app again, as its agent would, after it was killed. */
  async startAgain(): Promise<void> {
    this.#app = await startApp(this.#options);
    await this.#begun();
  }

  async #begun(): Promise<void> {
    await this.listen();
    await this.until('the configuration', ({ configuration }) => configuration.status === 'fresh');
  }

  get app(): RunningApp {
    return this.#app;
  }

  /** A phone window that was opened anew has Chromium's echo canceller again, which takes tones for echoes. */
  async listen(): Promise<void> {
    await this.#asked('phone', `(${letMicrophoneThrough.toString()})() ?? true`);
  }

  async state(): Promise<DeskState> {
    const state = (await this.#asked('desk', stateScript)) as DeskState;
    this.#shown.push(state);
    return state;
  }

  until(what: string, is: (state: DeskState) => boolean): Promise<DeskState> {
    return untilShown(what, () => this.state(), is);
  }

  async command(command: DeskCommand): Promise<CommandOutcome | null> {
    const outcome = await ask(
      this.#app.application,
      'desk',
      `window.switchhook.command(${JSON.stringify(command)})`,
    ).catch(() => null);
    return outcome as CommandOutcome | null;
  }

  async tones(): Promise<readonly number[]> {
    return (await this.#asked('phone', `(${tonesPlayed.toString()})()`)) as readonly number[];
  }

  shown(): readonly DeskState[] {
    return this.#shown;
  }

  forget(): void {
    this.#shown = [];
  }

  close(): Promise<void> {
    return this.#app.end();
  }

  /** Until the page answers: it may be gone, and be on its way back. */
  #asked(page: WindowName, script: string): Promise<unknown> {
    return until(
      `an answer of the ${page} window`,
      () => ask(this.#app.application, page, script),
      (answer) => answer !== null,
    );
  }
}
