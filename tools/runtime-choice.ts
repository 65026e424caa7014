/** What this machine has to run the app on. */
export interface RuntimesFound {
  /** Electron's own binary. */
  readonly electron: boolean;
  /** Somewhere to show windows. */
  readonly display: boolean;
  /** The Chromium for the Chromium shell, and whether it can show windows. */
  readonly chromium: 'with windows' | 'headless' | 'none';
}

/** What the app runs on: Electron's own binary, or the Chromium shell in its place. */
export type Runtime = 'electron' | 'chromium-shell';

/** What `npm start` does. */
export type StartChoice =
  | { readonly kind: 'app'; readonly on: Runtime }
  | { readonly kind: 'demo'; readonly why: string }
  /** `why` says what is missing. */
  | { readonly kind: 'nothing'; readonly why: string };

/** The app where it can be seen, on Electron first; else its demo, which needs a Chromium alone. */
export function chooseStart({ electron, display, chromium }: RuntimesFound): StartChoice {
  if (display && electron) return { kind: 'app', on: 'electron' };
  if (display && chromium === 'with windows') return { kind: 'app', on: 'chromium-shell' };
  if (chromium !== 'none') {
    const why = display
      ? "Electron's binary is not here, and the only Chromium shows no windows"
      : 'There is no display here';
    return { kind: 'demo', why };
  }
  const noChromium = 'no Chromium is here to run without one';
  if (electron) return { kind: 'nothing', why: `Electron needs a display, and ${noChromium}` };
  return {
    kind: 'nothing',
    why: "Electron's binary is not here, and neither is a Chromium to take its place",
  };
}

/** What tests and the demo run on, which show nothing to anyone: Electron's binary needs a display all the same. */
export function headlessRuntime({ electron, display }: Pick<RuntimesFound, 'electron' | 'display'>): Runtime {
  return electron && display ? 'electron' : 'chromium-shell';
}

/**
 * What the Chromium shell's conformance tests run on: the shell, for which they are, or Electron's binary, against
 * which they are held, where that is named or the shell cannot take its place; null where there is neither.
 */
export function conformanceRuntime(found: {
  readonly platform: NodeJS.Platform;
  readonly electron: boolean;
  /** CONFORMANCE_RUNTIME of the environment. */
  readonly named: string | undefined;
}): Runtime | null {
  if (found.named === 'electron') return 'electron';
  if (found.platform === 'linux') return 'chromium-shell';
  // npm's electron looks for a fetched binary's name in the shell's folder too, and on macOS that is another.
  if (found.electron) return 'electron';
  return found.platform === 'win32' ? null : 'chromium-shell';
}

/** Whether windows can be shown: on Linux there may be no display server. */
export function hasDisplay(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
