import type { Session } from 'electron';
import type { ChromiumSession } from '../../chromium/connection.ts';
import { ElectronEmitter } from '../../core/emitter.ts';
import { debugLog, host } from '../../core/host.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';
import { CertificateErrors } from './certificate-errors.ts';
import { netFetch } from './net-fetch.ts';
import { type Asker, SessionPermissions } from './permissions.ts';
import { ShellProtocol } from './protocol.ts';
import { type NavigationGate, RequestInterception } from './request-interception.ts';
import { ShellWebRequest } from './web-request.ts';

type Compared = Omit<Session, 'protocol' | 'webRequest' | 'fetch'>;

/**
 * Electron's `Session`. A partition in memory has a Chromium profile of its own for the life of the app; the
 * default session and all `persist:` partitions share the one on disk, because Chromium opens one a process.
 */
export class ShellSession extends ElectronEmitter implements PartOf<Compared, ShellSession> {
  readonly protocol = new ShellProtocol();
  readonly webRequest = new ShellWebRequest(() => this.#refresh());
  readonly #partition: string;
  readonly #permissions = new SessionPermissions();
  readonly #certificateErrors = new CertificateErrors();
  readonly #interceptions = new Set<RequestInterception>();
  #browserContext: Promise<string | undefined> | undefined;

  constructor(partition: string) {
    super();
    this.#partition = partition;
  }

  isPersistent(): boolean {
    return this.#partition === '' || this.#partition.startsWith('persist:');
  }

  setPermissionRequestHandler(handler: Parameters<Session['setPermissionRequestHandler']>[0]): void {
    this.#permissions.setRequestHandler(handler);
  }

  setPermissionCheckHandler(handler: Parameters<Session['setPermissionCheckHandler']>[0]): void {
    this.#permissions.setCheckHandler(handler);
  }

  setDevicePermissionHandler(_handler: Parameters<Session['setDevicePermissionHandler']>[0]): void {
    host.control.note({ kind: 'device-permission-handler-set', partition: this.#partition });
  }

  setCertificateVerifyProc(proc: Parameters<Session['setCertificateVerifyProc']>[0]): void {
    this.#certificateErrors.setProc(proc);
  }

  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    return netFetch(this.protocol, input, init);
  }

  // A Chromium without a spell checker, and a cache that holds nothing of the custom schemes.
  setSpellCheckerEnabled(_enabled: boolean): void {}
  async clearCache(): Promise<void> {}

  #refresh(): void {
    for (const interception of this.#interceptions) {
      interception.enable().catch((error: unknown) => debugLog('webRequest', error));
    }
  }

  /** The Chromium profile of the session; undefined stands for the one on disk. No member of Electron's. */
  static browserContext(session: ShellSession): Promise<string | undefined> {
    session.#browserContext ??= session.isPersistent()
      ? Promise.resolve(undefined)
      : host.chromium.connection
          .send('Target.createBrowserContext', { disposeOnDetach: true })
          .then(({ browserContextId }) => browserContextId);
    return session.#browserContext;
  }

  /** Serves the custom schemes and webRequest of one target. No member of Electron's. */
  static async intercept(
    session: ShellSession,
    target: ChromiumSession,
    gate: NavigationGate | undefined,
  ): Promise<void> {
    const interception = new RequestInterception(target, session.protocol, session.webRequest, gate);
    session.#interceptions.add(interception);
    await interception.enable();
  }

  /** Has the app asked about certificates that Chromium does not take for a page. No member of Electron's. */
  static askAboutCertificates(session: ShellSession, page: ChromiumSession): Promise<void> {
    return session.#certificateErrors.follow(page);
  }

  /** The permission handlers. No member of Electron's. */
  static permissionsOf(session: ShellSession): SessionPermissions {
    return session.#permissions;
  }

  /** Lets Chromium know what a page that loads may do. No member of Electron's. */
  static async tellPermissions(session: ShellSession, asker: Asker): Promise<void> {
    await session.#permissions.tellChromium(asker, await ShellSession.browserContext(session));
  }
}

refuseMissing('Session', ShellSession.prototype, 'session');

const sessions = new Map<string, ShellSession>();

/** The session of a partition; the empty name is the default session. */
export function sessionOf(partition: string): ShellSession {
  const known = sessions.get(partition) ?? new ShellSession(partition);
  sessions.set(partition, known);
  return known;
}

/** Electron's `session`. */
export const sessionModule = refuseMissing(
  'static Session',
  {
    get defaultSession(): ShellSession {
      return sessionOf('');
    },
    fromPartition: (partition: string) => sessionOf(partition),
  },
  'session',
);

/** Electron's `protocol`: the default session's. */
export const protocol = sessionOf('').protocol;

/** Electron's `net`. */
export const net = refuseMissing(
  'Net',
  {
    fetch: (input: string | URL | Request, init?: RequestInit) => netFetch(protocol, input, init),
    isOnline: () => true,
    online: true,
  },
  'net',
);
