import { type Core, EmitterImpl, type Transport, TransportState } from 'sip.js';

/** Where the transport's messages go: the server in use. */
export interface Carrier {
  /** False: no server is connected. */
  readonly isConnected: () => boolean;
  /** Rejects when there is no connection, or when it is lost before the final response. */
  readonly send: (message: string) => Promise<void>;
  /** Hands over the transport that sip.js has made, so that what is received can be put in. */
  readonly attach: (transport: PairTransport) => void;
}

/**
 * What sip.js takes for its one connection: whichever server of the pair is in use. Dialogs live in sip.js's
 * UserAgentCore above it, so they outlive every change of server (sip.js 0.21.2). sip.js never connects or
 * disconnects anything by it: the pair goes by its own rules.
 */
export class PairTransport implements Transport {
  readonly protocol = 'WS';
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined = undefined;
  onDisconnect: ((error?: Error) => void) | undefined = undefined;
  onMessage: ((message: string) => void) | undefined = undefined;
  readonly #carrier: Carrier;

  constructor(_logger: Core.Logger, carrier: Carrier) {
    this.#carrier = carrier;
    carrier.attach(this);
  }

  get state(): TransportState {
    return this.isConnected() ? TransportState.Connected : TransportState.Disconnected;
  }

  isConnected(): boolean {
    return this.#carrier.isConnected();
  }

  connect(): Promise<void> {
    return Promise.resolve();
  }

  disconnect(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  send(message: string): Promise<void> {
    return this.#carrier.send(message);
  }
}
