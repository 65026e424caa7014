// Runs in the preload's isolated world, before any script of the page, and then runs the app's preload.

import { Bridge, takeIntrinsics } from './bridge.ts';
import type {
  MainMessage,
  PageHost,
  PageMessage,
  PreloadConfig,
  Question,
  Reply,
  WithoutCall,
} from './messages.ts';
import { PreloadEmitter } from './preload-emitter.ts';
import { decode, encode } from './value-codec.ts';

/** Ways to the main process. */
type MainLink = {
  readonly tell: (message: Exclude<PageMessage, Question>) => void;
  /** Rejects only when the question itself cannot be cloned. */
  readonly ask: (question: WithoutCall<Question>) => Promise<Reply>;
  readonly ipcRenderer: PreloadEmitter;
};

/** The preload as the body of a function, as Electron and Node run CommonJS. */
type RunPreload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
  setImmediate: unknown,
  clearImmediate: unknown,
) => void;

export function startPreloadWorld(
  config: PreloadConfig,
  postName: string,
  receiveName: string,
  runPreload: RunPreload | null,
): void {
  if (window.top !== window || location.href === 'about:blank') return;
  const link = connectToMain(postName, receiveName);
  const bridge = connectToPage(config.handshake, link);
  const modules = preloadModules(link, bridge);
  const requireModule = (name: string) => {
    if (!Object.hasOwn(modules, name)) throw new Error(`module not found: ${name}`);
    return modules[name];
  };
  const process = Object.assign(new PreloadEmitter(), config.process, {
    argv: config.argv,
    env: {},
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
    nextTick: (run: (...values: unknown[]) => void, ...values: unknown[]) =>
      queueMicrotask(() => run(...values)),
  });
  const { setImmediate, clearImmediate } = preloadTimers();
  const module = { exports: {} };
  try {
    runPreload?.(requireModule, module, module.exports, process, setImmediate, clearImmediate);
  } catch (error) {
    link.tell({ kind: 'preload-failed', error });
    console.error(`Unable to load preload script: ${config.preload}`, error);
  }
  reportTitle(link);
}

export function connectToMain(postName: string, receiveName: string): MainLink {
  const world = globalThis as unknown as Record<string, unknown>;
  const post = world[postName] as (text: string) => void;
  delete world[postName];
  const waiting = new Map<number, PromiseWithResolvers<Reply>>();
  const ipcRenderer = new PreloadEmitter();
  const receive = (text: string) => {
    const message = decode(text) as MainMessage;
    if (message.kind === 'event') {
      ipcRenderer.emit(
        message.channel,
        { sender: ipcRenderer, ports: [], preventDefault() {} },
        ...message.values,
      );
      return;
    }
    waiting.get(message.call)?.resolve(message.reply);
    waiting.delete(message.call);
  };
  Object.defineProperty(globalThis, receiveName, { value: receive });
  let lastCall = 0;
  const ask = async (question: WithoutCall<Question>) => {
    lastCall += 1;
    const text = encode({ ...question, call: lastCall });
    const answer = Promise.withResolvers<Reply>();
    waiting.set(lastCall, answer);
    post(text);
    return answer.promise;
  };
  return { ask, tell: (message) => post(encode(message)), ipcRenderer };
}

export function connectToPage(handshake: string, link: MainLink): Bridge {
  const channel = document.createElement('i');
  const bridge = new Bridge(channel, 'preload', 'page', takeIntrinsics());
  document.dispatchEvent(new MouseEvent(handshake, { relatedTarget: channel }));
  const isGranted = (reply: Reply) => reply.ok && reply.value === true;
  const host: PageHost = {
    closeWindow: () => link.tell({ kind: 'close-window' }),
    openWindow: (url, name, features) => link.tell({ kind: 'open-window', url, name, features }),
    askForMedia: async (media) => isGranted(await link.ask({ kind: 'ask-for-media', media })),
    checkMedia: async (media) => isGranted(await link.ask({ kind: 'check-media', media })),
  };
  bridge.say('host', bridge.toWire(host));
  return bridge;
}

export function preloadModules(link: MainLink, bridge: Bridge): Record<string, unknown> {
  const missing = ['crashReporter', 'nativeImage', 'webFrame', 'webUtils', 'clipboard', 'shell'];
  const electron = refuseByName(missing, '', {
    contextBridge: contextBridgeOver(bridge),
    ipcRenderer: ipcRendererOver(link),
  });
  const events = Object.assign(PreloadEmitter, { EventEmitter: PreloadEmitter });
  const url = { URL, URLSearchParams };
  const modules = { electron, events, url, timers: preloadTimers() };
  const prefixed = Object.entries(modules).map(([name, value]) => [`node:${name}`, value] as const);
  return {
    ...Object.fromEntries(prefixed),
    ...modules,
    'electron/renderer': electron,
    'electron/common': electron,
  };
}

export function ipcRendererOver(link: MainLink): object {
  const invoke = async (channel: string, ...values: unknown[]) => {
    const reply = await link.ask({ kind: 'invoke', channel: `${channel}`, values });
    if (!reply.ok) throw new Error(`Error invoking remote method '${channel}': ${reply.message}`);
    return reply.value;
  };
  const send = (channel: string, ...values: unknown[]) =>
    link.tell({ kind: 'send', channel: `${channel}`, values });
  // Not enumerable, so that an ipcRenderer that a preload hands to the page by mistake arrives there empty, as
  // it does in Electron since version 29.
  Object.defineProperties(link.ipcRenderer, { invoke: { value: invoke }, send: { value: send } });
  return refuseByName(['sendSync', 'postMessage', 'sendToHost'], 'ipcRenderer.', link.ipcRenderer);
}

export function contextBridgeOver(bridge: Bridge): object {
  let problem: string | null = null;
  bridge.on('exposed', (answer) => {
    problem = answer.problem;
  });
  const exposeInMainWorld = (name: string, api: unknown) => {
    problem = null;
    bridge.say('expose', { name: `${name}`, wire: bridge.toWire(api) });
    if (problem !== null) throw new Error(problem);
  };
  return refuseByName(['exposeInIsolatedWorld', 'executeInMainWorld'], 'contextBridge.', {
    exposeInMainWorld,
  });
}

/** Members that Electron has and the shell lacks throw by name instead of being undefined. */
export function refuseByName<Target extends object>(
  names: readonly string[],
  owner: string,
  target: Target,
): Target {
  for (const name of names) {
    const get = () => {
      throw new Error(`Chromium shell: ${owner}${name} is not implemented in a preload.`);
    };
    Object.defineProperty(target, name, { get, enumerable: false, configurable: true });
  }
  return target;
}

export function preloadTimers() {
  return {
    setTimeout: setTimeout.bind(globalThis),
    clearTimeout: clearTimeout.bind(globalThis),
    setInterval: setInterval.bind(globalThis),
    clearInterval: clearInterval.bind(globalThis),
    setImmediate: (run: (...values: unknown[]) => void, ...values: unknown[]) =>
      setTimeout(run, 0, ...values),
    clearImmediate: (timer: number) => clearTimeout(timer),
  };
}

/** The window's title follows the document's. */
export function reportTitle(link: MainLink): void {
  let told = '';
  const tell = () => {
    if (document.title === '' || document.title === told) return;
    told = document.title;
    link.tell({ kind: 'title', title: told });
  };
  document.addEventListener('DOMContentLoaded', () => {
    tell();
    const watched = { subtree: true, childList: true, characterData: true };
    new MutationObserver(tell).observe(document.head ?? document.documentElement, watched);
  });
}

/** What startPreloadWorld is sent with, besides the bridge and the codec. */
export const preloadWorldParts = [
  ...[PreloadEmitter, connectToMain, connectToPage, preloadModules, ipcRendererOver, contextBridgeOver],
  ...[refuseByName, preloadTimers, reportTitle],
];
