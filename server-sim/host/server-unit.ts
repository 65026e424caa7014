import * as z from 'zod';

/**
 * What state a simulated server is in, by what was done to it.
 *
 * - `stopped`: it said farewell. `killed`: it did not; its sockets were reset, its memory is gone.
 * - `frozen`: a stopped process. The kernel accepts connections and takes bytes; nothing is read, answered or done.
 *   At thaw everything that waited is processed in order.
 * - `slowed`: every byte, each way, is late by so many milliseconds; the order is kept.
 * - `cut`: packets vanish, both ends live. At mend a connection on which neither end sent anything goes on; any other
 *   has a hole in its stream, so it is reset, as one is whose retransmissions gave up (RFC 9293, section 3.8.3). One
 *   that was being opened goes on at mend, as a repeated SYN would.
 *
 * Beside its state a server can be mute: requests of some types are heard and never answered or done, all else is. And
 * it can misbehave: answer, and say what is not so.
 */
const serverState = z.enum(['stopped', 'up', 'killed', 'frozen', 'slowed', 'cut']);
export type ServerState = z.infer<typeof serverState>;

export const serverStatus = z.object({
  name: z.string(),
  kind: z.string(),
  side: z.enum(['A', 'B']).nullable(),
  state: serverState,
  /** When this state began, this computer's clock. */
  since: z.number(),
  /** `host:port`; null before its first start, or where it listens on none of its own. */
  address: z.string().nullable(),
  /** The process it runs in; null where it is down and had one of its own. */
  pid: z.number().int().nullable(),
  slowedByMs: z.number().nullable(),
  /** Types of requests that it never answers; for SIP, methods. */
  muteTo: z.array(z.string()).readonly(),
  /** What it does wrong. */
  misbehaves: z.array(z.string()).readonly(),
  /** It is killed and started in turn, every so many milliseconds; null when it is not. */
  flapMs: z.number().nullable(),
  connections: z.number().int(),
});
export type ServerStatus = Readonly<z.infer<typeof serverStatus>>;

/** A server as the control API handles it. What cannot be done is refused with a `ControlRefusal`. */
export interface ServerUnit {
  readonly name: string;
  /** Asked of the server's own process, where it has one. */
  status(): ServerStatus | Promise<ServerStatus>;
  start(): Promise<void>;
  /** With a farewell: closing frames 1001. */
  stop(): Promise<void>;
  /** Without: every socket is reset, listening ends, the memory goes. */
  kill(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** 0 ends it. */
  slow(ms: number): Promise<void>;
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Requests of these types are never answered from now on; none ends it, as its end does. */
  mute(types: readonly string[]): Promise<void>;
  /** It does these things wrong from now on; none ends it, as its end does. */
  misbehave(kinds: readonly string[]): Promise<void>;
  /** Kills and starts it in turn until it is started, stopped or killed. */
  flap(periodMs: number): Promise<void>;
  /** Ends whatever was done to it: afterwards it is up. */
  recover(): Promise<void>;
  onChange(listener: (status: ServerStatus) => void): () => void;
}
