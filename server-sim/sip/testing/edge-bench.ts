import type { AddressInfo } from 'node:net';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { ClientLink } from '../../host/client-link.ts';
import type { DeviceOrder, DeviceReport, EdgeSide } from '../../links/device-control.ts';
import type { EdgeMedia } from '../../links/media-control.ts';
import type { DialogStore } from '../b2bua/dialog-store.ts';
import { createDialogStore } from '../b2bua/dialog-store.ts';
import type { AskLiveLegs } from '../b2bua/shared-dialogs.ts';
import type { FindLeg } from '../b2bua/takeovers.ts';
import { createSipEdge } from '../edge.ts';
import type { SipTimers } from '../timers.ts';
import { systemTimers } from '../timers.ts';
import { Inbox } from './inbox.ts';
import type { RawDeviceOptions } from './raw-device.ts';
import { RawDevice, sdpOf } from './raw-device.ts';

type Redelivers = Extract<DeviceOrder, { type: 'offer' }>['redelivers'];

export const DOMAIN = 'switchhook.test';
const PASSWORD = 'correct horse';

/** Media that describes sessions and notes what it was asked; a test can make it refuse. */
export class NotingMedia implements EdgeMedia {
  readonly asked = new Inbox<{ what: string; legId: string; sdp: string }>(
    ({ what, legId }) => `${what} ${legId}`,
  );
  /** While this is set, offers and answers fail with it. */
  problem: string | null = null;
  /** While this is set, offers and answers wait for it. */
  gate: Promise<void> = Promise.resolve();

  offer(legId: string): Promise<string> {
    return this.#note('offer', legId, '', sdpOf('sendrecv', 'offer'));
  }

  async answered(legId: string, sdp: string): Promise<void> {
    await this.#note('answered', legId, sdp, '');
  }

  answer(legId: string, sdp: string): Promise<string> {
    return this.#note('answer', legId, sdp, sdpOf('sendrecv', 'answer'));
  }

  async pressed(legId: string, digits: string): Promise<void> {
    await this.#note(`pressed ${digits}`, legId, '', '');
  }

  async close(legId: string): Promise<void> {
    this.asked.push({ what: 'close', legId, sdp: '' });
  }

  async #note(what: string, legId: string, sdp: string, result: string): Promise<string> {
    this.asked.push({ what, legId, sdp });
    await this.gate;
    if (this.problem !== null) throw new Error(this.problem);
    return result;
  }
}

/** The switch's side of the link: orders in, reports out. */
export class SwitchSide {
  readonly reports = new Inbox<DeviceReport>((report) => JSON.stringify(report));
  readonly #listeners: ((order: DeviceOrder) => void)[] = [];

  /** What the switch does of a report at once, before its edge goes on. */
  onReport: ((report: DeviceReport) => void) | null = null;

  report(report: DeviceReport): void {
    this.reports.push(report);
    this.onReport?.(report);
  }

  onOrder(listener: (order: DeviceOrder) => void): void {
    this.#listeners.push(listener);
  }

  order(order: DeviceOrder): void {
    for (const listener of this.#listeners) listener(order);
  }

  offer(legId: string, device = '1001', autoAnswer = false, redelivers: Redelivers = null): void {
    this.order({
      type: 'offer',
      legId,
      callId: `call-${legId}`,
      device,
      from: { number: '+4989123456', name: 'Anna "Änne" Huber' },
      autoAnswer,
      redelivers,
    });
  }

  async next<T extends DeviceReport['type']>(type: T): Promise<Extract<DeviceReport, { type: T }>> {
    const report = await this.reports.next(type, (one) => one.type === type);
    return report as Extract<DeviceReport, { type: T }>;
  }
}

function linkOf(socket: WebSocket, remote: string, doubted: string[]): ClientLink {
  return {
    remote,
    send: (text) => {
      if (socket.readyState === socket.OPEN) socket.send(text);
    },
    onMessage: (listener) => socket.on('message', (data) => listener(String(data))),
    onClose: (listener) => socket.on('close', listener),
    doubt: () => void doubted.push(remote),
    close: (code, reason) => socket.close(code, reason),
  };
}

export interface EdgeBench {
  readonly port: number;
  readonly switchSide: SwitchSide;
  readonly media: NotingMedia;
  readonly dialogs: DialogStore;
  readonly logged: string[];
  /** Where the connections are from that were asked for a sign of life. */
  readonly doubted: readonly string[];
  device(number?: string, options?: Partial<RawDeviceOptions>): Promise<RawDevice>;
  /** A device that has registered. */
  registered(number?: string, options?: Partial<RawDeviceOptions>): Promise<RawDevice>;
  /** Ends as a killed process does: sockets reset, memory gone. */
  kill(): Promise<void>;
}

export interface EdgeBenchOptions {
  readonly side?: EdgeSide;
  readonly dialogs?: DialogStore;
  readonly media?: NotingMedia;
  readonly switchSide?: SwitchSide;
  readonly findLeg?: FindLeg;
  readonly liveLegs?: AskLiveLegs;
  readonly timers?: SipTimers;
}

/** An edge behind a real WebSocket port, with a switch and media that tests play. */
export async function startEdge(options: EdgeBenchOptions = {}): Promise<EdgeBench> {
  const switchSide = options.switchSide ?? new SwitchSide();
  const media = options.media ?? new NotingMedia();
  const dialogs = options.dialogs ?? createDialogStore();
  const logged: string[] = [];
  const doubted: string[] = [];
  const edge = createSipEdge({
    side: options.side ?? 'A',
    domain: DOMAIN,
    credentials: (user) => (/^\d{4}$/.test(user) ? { type: 'password', password: PASSWORD } : null),
    media,
    switchLink: switchSide,
    dialogs,
    ...(options.findLeg === undefined ? {} : { findLeg: options.findLeg }),
    ...(options.liveLegs === undefined ? {} : { liveLegs: options.liveLegs }),
    log: (level, text, fields) => logged.push(`${level} ${text} ${JSON.stringify(fields)}`),
    timers: options.timers ?? systemTimers,
  });
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' });
  server.on('connection', (socket, request) => {
    edge.accept(linkOf(socket, `${request.socket.remoteAddress}:${request.socket.remotePort}`, doubted));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const connect = (number = '1001', extra: Partial<RawDeviceOptions> = {}): Promise<RawDevice> =>
    RawDevice.connect(port, { number, password: PASSWORD, domain: DOMAIN, ...extra });
  return {
    port,
    switchSide,
    media,
    dialogs,
    logged,
    doubted,
    device: connect,
    registered: async (number, extra) => {
      const device = await connect(number, extra);
      await device.register();
      await switchSide.next('registered');
      return device;
    },
    kill: async () => {
      edge.dispose();
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
