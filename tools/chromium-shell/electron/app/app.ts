import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { App as ElectronApp, LoginItemSettings, ProcessMetric, Settings } from 'electron';
import { launchChromium } from '../../chromium/launch-chromium.ts';
import { machineFacts } from '../../chromium/machine-facts.ts';
import { ElectronEmitter, PreventableEvent } from '../../core/emitter.ts';
import { host } from '../../core/host.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';
import type { ResolvedChromium } from '../../resolve-chromium.ts';
import { windows } from '../window/window-registry.ts';
import { AppLife } from './app-life.ts';
import { AppPaths } from './app-paths.ts';
import { commandLine } from './command-line.ts';
import { processMetrics } from './process-metrics.ts';
import { SingleInstance } from './single-instance.ts';

/** A Chromium that does not end by itself is left to notice that its pipe is closed. */
const closeLimitMs = 1_500;

/** Electron's `app`. */
export class ShellApp extends ElectronEmitter implements PartOf<ElectronApp, ShellApp> {
  readonly commandLine = commandLine;
  readonly dock = undefined;
  readonly #paths = new AppPaths(() => this.name);
  readonly #life = new AppLife(this, windows, (exitCode) => this.#end(exitCode));
  readonly #instance = new SingleInstance((second) => {
    const { argv, workingDirectory, additionalData } = second;
    void this.#ready.promise.then(() =>
      this.emit('second-instance', new PreventableEvent(), argv, workingDirectory, additionalData),
    );
  });
  readonly #ready = Promise.withResolvers<void>();
  readonly #protocolClients = new Set<string>();
  #isReady = false;
  #name: string | undefined;
  #badgeCount = 0;
  #loginItem: Settings = { openAtLogin: false };

  get isPackaged(): boolean {
    return host.application.executable !== null;
  }

  get name(): string {
    return this.#name ?? host.application.name ?? 'Electron';
  }

  set name(name: string) {
    this.#name = name;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return host.application.version ?? process.versions.electron ?? '';
  }

  getAppPath(): string {
    return host.application.path;
  }

  getPath(name: Parameters<ElectronApp['getPath']>[0]): string {
    return this.#paths.get(name);
  }

  setPath(name: string, folder: string): void {
    this.#paths.set(name, folder);
  }

  setAppLogsPath(folder = path.join(this.getPath('userData'), 'logs')): void {
    this.#paths.set('logs', folder);
  }

  getLocale(): string {
    return host.switches.get('lang') ?? 'en-US';
  }

  getSystemLocale(): string {
    return 'en-US';
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  quit(): void {
    this.#life.quit();
  }

  exit(exitCode = 0): void {
    this.#life.exit(exitCode);
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    return this.#instance.request(this.getPath('userData'), additionalData);
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance.isHeld;
  }

  releaseSingleInstanceLock(): void {
    this.#instance.release();
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.#protocolClients.add(scheme);
    host.control.note({ kind: 'protocol-client-set', scheme, isDefault: true });
    return true;
  }

  removeAsDefaultProtocolClient(scheme: string): boolean {
    host.control.note({ kind: 'protocol-client-set', scheme, isDefault: false });
    return this.#protocolClients.delete(scheme);
  }

  isDefaultProtocolClient(scheme: string): boolean {
    return this.#protocolClients.has(scheme);
  }

  setLoginItemSettings(settings: Settings): void {
    this.#loginItem = { ...this.#loginItem, ...settings };
    host.control.note({ kind: 'login-item-set', settings: this.#loginItem });
  }

  getLoginItemSettings(): LoginItemSettings {
    const openAtLogin = this.#loginItem.openAtLogin ?? false;
    const never = {
      wasOpenedAtLogin: false,
      wasOpenedAsHidden: false,
      restoreState: false,
      openAsHidden: false,
    };
    return {
      ...never,
      openAtLogin,
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
      status: 'not-registered',
    };
  }

  get badgeCount(): number {
    return this.#badgeCount;
  }

  set badgeCount(count: number) {
    this.setBadgeCount(count);
  }

  setBadgeCount(count = 0): boolean {
    this.#badgeCount = count;
    host.control.note({ kind: 'badge-shown', count });
    return true;
  }

  getBadgeCount(): number {
    return this.#badgeCount;
  }

  getAppMetrics(): ProcessMetric[] {
    return processMetrics();
  }

  focus(): void {
    windows.all[0]?.focus();
  }

  // The next have nothing to act on here: no task bar, no GPU, and every page is sandboxed already.
  setAppUserModelId(): void {}
  setAboutPanelOptions(): void {}
  disableHardwareAcceleration(): void {}
  enableSandbox(): void {}

  async #end(exitCode: number): Promise<void> {
    this.#instance.release();
    await this.#instance.delivered;
    const connection = host.chromiumIfRunning?.connection;
    connection?.send('Browser.close').catch(() => {});
    // Until it has ended it writes to the profile, and holds it.
    await Promise.race([connection?.closed, delay(closeLimitMs)]);
    process.exit(exitCode);
  }

  /**
   * Starts Chromium and lets the app be ready. `attach` connects Chromium's pages to the windows. Called by the
   * launcher, once the app's entry has run, so that what it sets there holds. No member of Electron's app.
   */
  static async start(app: ShellApp, chromium: ResolvedChromium, attach: () => Promise<void>): Promise<void> {
    if (app.#life.isQuitting) return;
    const headed = process.env.SWITCHHOOK_HEADED === '1';
    if (headed && chromium.headlessOnly) {
      throw new Error(
        `SWITCHHOOK_HEADED=1 needs a Chromium that shows windows; ${chromium.path} shows none.`,
      );
    }
    const profile = path.join(app.getPath('sessionData'), 'chromium-shell-profile');
    mkdirSync(profile, { recursive: true });
    const running = await launchChromium(chromium.path, {
      profile,
      headed,
      appSwitches: host.switches,
      ...machineFacts(),
    });
    host.started(running);
    void running.connection.closed.then(() => app.#chromiumEnded());
    await attach();
    if (app.#life.isQuitting) return;
    app.#isReady = true;
    app.emit('will-finish-launching');
    app.emit('ready', new PreventableEvent(), {});
    app.#ready.resolve();
  }

  #chromiumEnded(): void {
    if (this.#life.isEnding) return;
    this.emit('child-process-gone', new PreventableEvent(), {
      type: 'Browser',
      reason: 'crashed',
      exitCode: 1,
    });
    process.stderr.write('Chromium shell: Chromium has ended, so the app ends too.\n');
    process.exit(1);
  }
}

refuseMissing('App', ShellApp.prototype, 'app');

/** The one app of this process. */
export const app = new ShellApp();

/** A process of the app's own, or a page's, has ended other than as asked. */
export function childProcessGone(details: Electron.Details): void {
  app.emit('child-process-gone', new PreventableEvent(), details);
}
