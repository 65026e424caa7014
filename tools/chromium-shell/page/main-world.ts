// Runs in the page's own world, before any of its scripts.

import { Bridge, takeIntrinsics } from './bridge.ts';
import type { MediaKind, PageHost } from './messages.ts';

/** What the patches below need, as it was before the page could change it. */
export function takePageIntrinsics() {
  return {
    freeze: Object.freeze,
    isFrozen: Object.isFrozen,
    isView: ArrayBuffer.isView,
    has: Reflect.has,
    relatedTarget: Reflect.getOwnPropertyDescriptor(MouseEvent.prototype, 'relatedTarget')?.get,
    URL,
    DOMException,
  };
}

/** Waits for the preload's world, which runs next, and builds this world's end of the bridge. */
export function startMainWorld(handshake: string): void {
  if (window.top !== window) {
    refuseMediaInFrame();
    return;
  }
  if (location.href === 'about:blank') return;
  const own = { ...takeIntrinsics(), ...takePageIntrinsics() };
  const greet = (event: Event) => {
    event.stopImmediatePropagation();
    document.removeEventListener(handshake, greet, true);
    if (own.relatedTarget === undefined) return;
    const channel = own.apply(own.relatedTarget, event, []) as EventTarget;
    const bridge = new Bridge(channel, 'page', 'preload', own);
    bridge.on('host', (wire) => {
      const host = bridge.fromWire(wire) as PageHost;
      replaceWindowFunctions(host, own);
      replaceMediaFunctions(host, own);
      replacePermissionQuery(host, own);
    });
    bridge.on('expose', ({ name, wire }) => {
      bridge.say('exposed', { problem: expose(name, bridge.fromWire(wire), own) });
    });
  };
  document.addEventListener(handshake, greet, true);
}

/** Puts an API on `window` as contextBridge does: frozen through and through. Answers with what is wrong. */
export function expose(
  name: string,
  api: unknown,
  own: ReturnType<typeof takeIntrinsics> & ReturnType<typeof takePageIntrinsics>,
): string | null {
  if (own.has(window, name)) return 'Cannot bind an API on top of an existing property on the window object';
  freezeDeeply(api, own);
  own.define(window, name, { value: api, writable: false, configurable: false, enumerable: true });
  return null;
}

export function freezeDeeply(
  value: unknown,
  own: ReturnType<typeof takeIntrinsics> & ReturnType<typeof takePageIntrinsics>,
): void {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
  if (own.isView(value) || own.isFrozen(value)) return;
  own.freeze(value);
  const keys = own.ownKeys(value);
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i];
    if (key !== undefined) freezeDeeply(own.describe(value, key)?.value, own);
  }
}

export function replaceWindowFunctions(host: PageHost, own: ReturnType<typeof takePageIntrinsics>): void {
  // In Electron, a page's window.close() closes its BrowserWindow.
  window.close = function close() {
    host.closeWindow();
  };
  // The main process decides; a refused window.open gives null, as in Electron.
  window.open = function open(url: string | URL = '', name = '', features = '') {
    host.openWindow(new own.URL(url, document.baseURI).href, `${name}`, `${features}`);
    return null;
  };
}

/** The session's permission handlers are asked before Chromium, whose own prompt is answered with yes. */
export function replaceMediaFunctions(
  host: PageHost,
  own: ReturnType<typeof takeIntrinsics> & ReturnType<typeof takePageIntrinsics>,
): void {
  if (typeof MediaDevices === 'undefined') return;
  const devices = MediaDevices.prototype;
  const { getUserMedia, enumerateDevices } = devices;
  devices.getUserMedia = async function (constraints) {
    const media = mediaIn(constraints);
    if (media !== null && !(await host.askForMedia(media))) {
      throw new own.DOMException('Permission denied', 'NotAllowedError');
    }
    return own.apply(getUserMedia, this, [constraints]) as Promise<MediaStream>;
  };
  devices.enumerateDevices = async function () {
    const list = (await own.apply(enumerateDevices, this, [])) as MediaDeviceInfo[];
    const may = { audio: await host.checkMedia('audio'), video: await host.checkMedia('video') };
    const isShown = ({ kind }: MediaDeviceInfo) => (kind === 'videoinput' ? may.video : may.audio);
    return list.flatMap((device, at) => {
      if (isShown(device)) return [device];
      const isFirst = list.findIndex(({ kind }) => kind === device.kind) === at;
      return isFirst ? [withoutIdentity(device)] : [];
    });
  };
  devices.getDisplayMedia = refuseDisplayMedia;
}

/** navigator.permissions says of the devices what the session's check handler says of this window. */
export function replacePermissionQuery(host: PageHost, own: ReturnType<typeof takeIntrinsics>): void {
  const { query } = Permissions.prototype;
  Permissions.prototype.query = async function (descriptor) {
    const status = (await own.apply(query, this, [descriptor])) as PermissionStatus;
    const media = { microphone: 'audio', camera: 'video' } as const;
    const kind =
      descriptor.name === 'microphone' || descriptor.name === 'camera' ? media[descriptor.name] : null;
    if (kind === null) return status;
    const value = (await host.checkMedia(kind)) ? 'granted' : 'denied';
    own.define(status, 'state', { value, enumerable: true });
    return status;
  };
}

/** The kinds that a getUserMedia asks for; null when none, which Chromium itself refuses. */
export function mediaIn(constraints: MediaStreamConstraints | undefined): readonly MediaKind[] | null {
  const { audio = false, video = false } = constraints ?? {};
  if (audio !== false && video !== false) return ['audio', 'video'];
  if (audio !== false) return ['audio'];
  return video !== false ? ['video'] : null;
}

/** What a page that may not use the devices sees: that there is one of a kind, and no more. */
export function withoutIdentity({ kind }: MediaDeviceInfo): MediaDeviceInfo {
  const shown = { kind, deviceId: '', groupId: '', label: '' };
  const device = Object.create(MediaDeviceInfo.prototype) as MediaDeviceInfo;
  for (const [name, value] of Object.entries({ ...shown, toJSON: () => shown })) {
    Object.defineProperty(device, name, { value, enumerable: name !== 'toJSON' });
  }
  return device;
}

/** Electron answers so while no setDisplayMediaRequestHandler is set, which the shell does not have. */
export async function refuseDisplayMedia(): Promise<MediaStream> {
  throw new DOMException('Not supported', 'NotSupportedError');
}

/** Only the window's own page can be asked about, so a frame in it gets no device. */
export function refuseMediaInFrame(): void {
  if (typeof MediaDevices === 'undefined') return;
  MediaDevices.prototype.getUserMedia = async () => {
    throw new DOMException('Permission denied', 'NotAllowedError');
  };
  MediaDevices.prototype.getDisplayMedia = refuseDisplayMedia;
}

/** What startMainWorld is sent with, besides the bridge. */
export const mainWorldParts = [
  ...[takePageIntrinsics, expose, freezeDeeply, replaceWindowFunctions, replaceMediaFunctions],
  ...[replacePermissionQuery, mediaIn, withoutIdentity, refuseDisplayMedia, refuseMediaInFrame],
];
