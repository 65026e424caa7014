import { setTimeout as delay } from 'node:timers/promises';
import type { ChromiumConnection, ChromiumSession } from '../../chromium/connection.ts';
import type { EventPayload } from '../../chromium/protocol.ts';
import { debugLog } from '../../core/host.ts';

/** A page that Chromium holds until its preload and its interception are in place. */
export type HeldPage = {
  readonly targetId: string;
  readonly session: ChromiumSession;
  readonly resume: () => void;
};

/** What is told of targets, by their ids. */
export type TargetEvents = {
  /** A shared or service worker starts; it is held until this resolves. */
  workerStarted(session: ChromiumSession): Promise<void>;
  gone(targetId: string): void;
  crashed(targetId: string, status: string, exitCode: number): void;
};

/** Pages and workers of Chromium as they come and go. Every one is held at its start. */
export class Targets {
  readonly #connection: ChromiumConnection;
  readonly #events: TargetEvents;
  readonly #arrivals = new Map<string, PromiseWithResolvers<HeldPage>>();
  readonly #awaitedAddresses = new Map<string, (page: HeldPage) => void>();

  constructor(connection: ChromiumConnection, events: TargetEvents) {
    this.#connection = connection;
    this.#events = events;
  }

  /** Watches from now on. */
  async watch(): Promise<void> {
    const connection = this.#connection;
    connection.on('Target.attachedToTarget', (arrival) => this.#arrived(arrival));
    connection.on('Target.detachedFromTarget', ({ targetId }) => this.#events.gone(targetId ?? ''));
    connection.on('Target.targetCrashed', ({ targetId, status, errorCode }) =>
      this.#events.crashed(targetId, status, errorCode),
    );
    await connection.send('Target.setDiscoverTargets', { discover: true });
    await connection.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
  }

  /** The page of a target that this process has made; its arrival and the reply that names it race. */
  async arrival(targetId: string): Promise<HeldPage> {
    const page = await this.#slot(targetId).promise;
    this.#arrivals.delete(targetId);
    return page;
  }

  /**
   * The page that comes with this address, which it has not loaded then; null when it has not come within `limitMs`
   * after it was asked for, or could not be.
   */
  async arrivalAt(address: string, ask: () => Promise<void>, limitMs: number): Promise<HeldPage | null> {
    const arrival = Promise.withResolvers<HeldPage>();
    this.#awaitedAddresses.set(address, arrival.resolve);
    try {
      await ask();
      return await Promise.race([arrival.promise, delay(limitMs, null, { ref: false })]);
    } catch (error) {
      debugLog('window', error);
      return null;
    } finally {
      this.#awaitedAddresses.delete(address);
    }
  }

  #arrived({ sessionId, targetInfo, waitingForDebugger }: EventPayload<'Target.attachedToTarget'>): void {
    const session = this.#connection.session(sessionId);
    const resume = () => {
      if (waitingForDebugger) session.notify('Runtime.runIfWaitingForDebugger');
    };
    if (targetInfo.type !== 'page') {
      const isWorker = targetInfo.type === 'service_worker' || targetInfo.type === 'shared_worker';
      const prepared = isWorker ? this.#events.workerStarted(session) : Promise.resolve();
      prepared.catch((error: unknown) => debugLog('worker', error)).finally(resume);
    } else if (targetInfo.openerId !== undefined) {
      // The click of a link with a target: the window's handler has been asked (Page.windowOpen), and nothing
      // that it allows is a tab of Chromium's.
      this.#connection.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {});
    } else {
      const page = { targetId: targetInfo.targetId, session, resume };
      const awaited = this.#awaitedAddresses.get(targetInfo.url);
      if (awaited === undefined) this.#slot(targetInfo.targetId).resolve(page);
      else awaited(page);
    }
  }

  #slot(targetId: string): PromiseWithResolvers<HeldPage> {
    const slot = this.#arrivals.get(targetId) ?? Promise.withResolvers<HeldPage>();
    this.#arrivals.set(targetId, slot);
    return slot;
  }
}
