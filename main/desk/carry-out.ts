import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { TimerHandle } from '../timers.ts';
import type { AddressKeeper } from './address-keeper.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { Effect, TimerName } from './effects.ts';
import type { Input } from './inputs.ts';
import { createOutboxes } from './outboxes.ts';
import type { Pairs } from './pairs.ts';
import type { PasswordKeeper } from './password-keeper.ts';

export interface Effects {
  carryOut(effect: Effect): void;
  /** Who waits for the command's outcome; after its deadline, milliseconds, the desk is told to answer it. */
  await(commandId: string, deadlineMs: number | null, answer: (outcome: CommandOutcome) => void): void;
  /** Resolves when every write that was begun is on disk or has failed. */
  settled(): Promise<void>;
}

/** Carries out what transitions ask of the world. What comes of it is put in as an input. */
export function createEffects(
  ports: DeskPorts,
  pairs: Pairs,
  addresses: AddressKeeper,
  passwords: PasswordKeeper,
  put: (input: Input) => void,
): Effects {
  const waiting = new Map<string, { answer: (outcome: CommandOutcome) => void; limit: TimerHandle | null }>();
  const timers = new Map<TimerName, TimerHandle>();
  const writes = new Set<Promise<unknown>>();
  const posts = createOutboxes(ports);

  function track(write: Promise<unknown>): void {
    writes.add(write);
    void write.finally(() => writes.delete(write));
  }

  async function saveDraft({
    type: _,
    sessionId,
    commandId,
    ...draft
  }: Extract<Effect, { type: 'saveDraft' }>): Promise<void> {
    const saved = await ports.drafts.save(sessionId, draft);
    put(
      saved.ok
        ? { type: 'draftSaved', sessionId, at: saved.value.savedAt, commandId }
        : { type: 'draftNotSaved', sessionId, why: saved.error.message, commandId },
    );
  }

  async function keepManualSession({
    commandId,
    session,
  }: Extract<Effect, { type: 'keepManualSession' }>): Promise<void> {
    put({ type: 'manualSessionKept', commandId, kept: await ports.manualSessions.keep(session) });
  }

  async function closeManualSession({
    commandId,
    session,
    written,
  }: Extract<Effect, { type: 'closeManualSession' }>): Promise<void> {
    const closed = await ports.manualSessions.close(session, written);
    if (closed.ok) await ports.drafts.remove(session.id);
    put({ type: 'manualSessionClosed', commandId, sessionId: session.id, closed });
  }

  /** To disk before the wire. */
  async function post({ request, agentId }: Extract<Effect, { type: 'post' }>): Promise<void> {
    await posts.append(agentId, request);
    put({ type: 'inOutbox', id: request.id });
  }

  async function setPostAside({
    agentId,
    request,
    refusal,
  }: Extract<Effect, { type: 'setPostAside' }>): Promise<void> {
    put({
      type: 'postSetAside',
      request,
      refusal,
      kept: await posts.setAside(agentId, request, refusal),
    });
  }

  async function saveSupportBundle({
    commandId,
  }: Extract<Effect, { type: 'saveSupportBundle' }>): Promise<void> {
    put({ type: 'supportBundleSaved', commandId, saved: await ports.saveSupportBundle() });
  }

  async function readOutbox({ agentId, of }: Extract<Effect, { type: 'readOutbox' }>): Promise<void> {
    const requests = await posts.pending(agentId, of);
    if (requests.length > 0) put({ type: 'outbox', requests });
  }

  function startTimer(timer: TimerName, ms: number): void {
    stopTimer(timer);
    timers.set(
      timer,
      ports.timers.setTimeout(() => put({ type: 'timer', timer }), ms),
    );
  }

  function stopTimer(timer: TimerName): void {
    const running = timers.get(timer);
    if (running !== undefined) ports.timers.clearTimeout(running);
    timers.delete(timer);
  }

  function answer(commandId: string, outcome: CommandOutcome): void {
    const one = waiting.get(commandId);
    waiting.delete(commandId);
    if (one?.limit) ports.timers.clearTimeout(one.limit);
    one?.answer(outcome);
  }

  const carry: { readonly [Type in Effect['type']]: (effect: Extract<Effect, { type: Type }>) => void } = {
    downloadConfiguration: () => {
      pairs.sendConfiguration({ type: 'GlobalSettingsDownloadRequest', id: ports.newId() });
    },
    askConfiguration: ({ request }) => void pairs.sendConfiguration(request),
    keepConfiguration: ({ configuration, at }) => track(ports.configuration.keep(configuration, at)),
    healAddresses: ({ servers }) => addresses.heal(servers),
    findCluster: () => track(addresses.find()),
    setTiming: ({ type: _, ...timing }) => pairs.setTiming(timing),
    wakeServers: () => {
      pairs.wake();
      ports.phone({ type: 'wake' });
    },
    tellIdle: ({ isIdle }) => {
      pairs.setIdle(isIdle);
      ports.phone({ type: 'agentIdle', isIdle });
    },
    tryConfigurationNow: () => pairs.tryNow('configuration'),
    openPair: ({ kind, servers, cluster }) => pairs.open(kind, servers, cluster),
    closePair: ({ kind }) => pairs.close(kind),
    tryPairNow: ({ kind }) => pairs.tryNow(kind),
    sendCti: ({ request }) => void pairs.sendCti(request),
    sendLicensing: ({ request }) => void pairs.sendLicensing(request),
    sendSessions: ({ request }) => void pairs.sendSessions(request),
    phone: ({ command }) => ports.phone(command),
    saveDraft: (effect) => track(saveDraft(effect)),
    removeDraft: ({ sessionId }) => track(ports.drafts.remove(sessionId)),
    keepManualSession: (effect) => track(keepManualSession(effect)),
    closeManualSession: (effect) => track(closeManualSession(effect)),
    post: (effect) => track(post(effect)),
    posted: ({ id, of }) => track(posts.confirm(id, of)),
    setPostAside: (effect) => track(setPostAside(effect)),
    readOutbox: (effect) => track(readOutbox(effect)),
    keepRecentCalls: ({ calls }) => track(ports.recentCalls.keep(calls)),
    // Settings are written, and waited for, at once: not before the desk has shown that he is logged in.
    keepLastProfile: ({ profile }) =>
      void ports.timers.setTimeout(() => ports.settings.remember({ lastProfile: profile }), 0),
    keepPassword: ({ login, password }) => track(passwords.keep(login, password)),
    unlockPassword: ({ commandId, login }) => void passwords.unlock(commandId, login),
    forgetPassword: ({ commandId }) => track(passwords.forget(commandId)),
    keepAudio: ({ audio }) => ports.settings.remember({ audio }),
    openUrl: ({ url }) => ports.openUrl(url),
    saveSupportBundle: (effect) => track(saveSupportBundle(effect)),
    announceOffer: ({ sessionId, from }) => ports.announceOffer(sessionId, from),
    awaitTyping: ({ sessionId, ms }) =>
      void ports.timers.setTimeout(() => put({ type: 'typingPause', sessionId }), ms),
    awaitSound: ({ ms, callId, attempt, wait }) =>
      void ports.timers.setTimeout(() => put({ type: 'soundAwaited', callId, attempt, wait }), ms),
    lookForGhost: ({ callId, ms }) =>
      void ports.timers.setTimeout(() => put({ type: 'ghostLook', callId }), ms),
    startTimer: ({ timer, ms }) => startTimer(timer, ms),
    stopTimer: ({ timer }) => stopTimer(timer),
    answerCommand: ({ commandId, outcome }) => answer(commandId, outcome),
    log: ({ level, sentence }) => ports.log[level](sentence),
  };

  return {
    carryOut: (effect) => carryOneOut(carry, effect),
    await: (commandId, deadlineMs, listener) => {
      const tooLate = (): void => put({ type: 'commandTimedOut', commandId });
      const limit = deadlineMs === null ? null : ports.timers.setTimeout(tooLate, deadlineMs);
      waiting.set(commandId, { answer: listener, limit });
    },
    settled: async () => {
      while (writes.size > 0) await Promise.allSettled([...writes]);
    },
  };
}

/** Calls the effect's own entry; the table's type makes the two fit. */
function carryOneOut<Type extends Effect['type']>(
  table: { readonly [Each in Type]: (effect: Extract<Effect, { type: Each }>) => void },
  effect: Extract<Effect, { type: Type }>,
): void {
  const carry: (effect: Extract<Effect, { type: Type }>) => void = table[effect.type];
  carry(effect);
}
