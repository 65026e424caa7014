import type { NetworkInterfaceInfo } from 'node:os';

/** What decides the command line that Chromium gets. */
export type ChromiumStart = {
  /** Folder of the profile; made by Chromium where it is absent. */
  readonly profile: string;
  /** Windows can be seen. */
  readonly headed: boolean;
  /** There is an X server, be it beside Wayland. */
  readonly hasX11: boolean;
  /** The app's own switches: its command line's and `app.commandLine`'s. */
  readonly appSwitches: ReadonlyMap<string, string>;
  /** The machine has no network but its loopback. */
  readonly loopbackOnly: boolean;
  /** Bytes that are free for shared memory; null where the system does not tell. */
  readonly sharedMemory: number | null;
};

/** Pages crash where /dev/shm is smaller; a container's has 64 MB unless it is told otherwise. Bytes. */
const enoughSharedMemory = 512 * 1024 ** 2;

/** Switches that mean something to the shell or to Node, and nothing or something else to Chromium. */
const notForChromium = new Set(['inspect', 'inspect-brk', 'user-data-dir', 'headless', 'no-sandbox']);

const always: readonly string[] = [
  '--remote-debugging-pipe',
  '--no-startup-window',
  // Chromium's sandbox does not start as root nor in most containers; the shell is no security boundary.
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-popup-blocking',
  '--disable-search-engine-choice-screen',
  '--disable-infobars',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  // Electron's default: a page may play sound before anyone has clicked in it.
  '--autoplay-policy=no-user-gesture-required',
  // The phone's window is hidden, and its timers and media must run at full speed.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-ipc-flooding-protection',
  // Blink keeps https pages from ws:// of other computers, and pages of app:// not: the app's own policy decides.
  '--blink-settings=allowRunningOfInsecureContent=true',
];

/**
 * Answers Chromium's own question for the microphone with yes, because the session's permission handler has
 * been asked before (page/main-world.ts); without it a headless shell refuses getUserMedia and hides
 * the names of the devices. It fakes no device.
 */
const answerMediaPrompt = 'use-fake-ui-for-media-stream';

const disabledFeatures: readonly string[] = [
  // Chromium asks a person before an https page may reach this machine; an app:// page of Electron may.
  'LocalNetworkAccessChecks',
  'MediaRouter',
  'OptimizationHints',
  // A spare process would make it a guess which process is whose (webContents.getOSProcessId).
  'SpareRendererForSitePerProcess',
];

/** The command line for Chromium, without its executable. */
export function chromiumSwitches(start: ChromiumStart): string[] {
  const { appSwitches } = start;
  const passedOn = [...appSwitches].filter(
    ([name]) => !notForChromium.has(name) && name !== 'disable-features',
  );
  const features = [...disabledFeatures, ...featureList(appSwitches.get('disable-features'))];
  return [
    ...always,
    ...(start.headed ? [] : ['--headless=new']),
    // A hidden window is a minimised one, and no client of Wayland can bring its own back (xdg_toplevel.set_minimized).
    ...(start.headed && start.hasX11 ? ['--ozone-platform=x11'] : []),
    // Shared memory in the temporary folder instead.
    ...((start.sharedMemory ?? enoughSharedMemory) < enoughSharedMemory ? ['--disable-dev-shm-usage'] : []),
    ...(start.loopbackOnly ? ['--allow-loopback-in-peer-connection'] : []),
    ...(appSwitches.has(answerMediaPrompt) ? [] : [`--${answerMediaPrompt}`]),
    `--user-data-dir=${start.profile}`,
    // Of two lists Chromium takes the last alone.
    `--disable-features=${[...new Set(features)].join(',')}`,
    ...passedOn.map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  ];
}

/** Adds a switch; the feature lists of several callers are one list, as in Chromium's own command line. */
export function addSwitch(switches: Map<string, string>, name: string, value: string): void {
  const isList = name === 'disable-features' || name === 'enable-features';
  const before = isList ? featureList(switches.get(name)) : [];
  switches.set(name, [...before, value].join(','));
}

/** No interface but the loopback is up, so WebRTC has no other address to offer. */
export function isLoopbackOnly(
  interfaces: Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>,
): boolean {
  return Object.values(interfaces).every((addresses) => (addresses ?? []).every(({ internal }) => internal));
}

function featureList(value: string | undefined): string[] {
  return (value ?? '').split(',').filter((feature) => feature !== '');
}
