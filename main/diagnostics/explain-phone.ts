import { parseAddress } from '../../contract/servers/address.ts';
import { type Side, sides } from '../../contract/servers/server-kind.ts';
import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import { unexplainedServer } from '../../contract/softphone/unexplained-loss.ts';
import type { Log } from '../log/log.ts';
import { describeCause } from '../servers/connection-cause.ts';
import { type AskServerOptions, askServer } from './ask-server.ts';

export interface ExplainPhoneOptions extends Pick<AskServerOptions, 'encryption' | 'now' | 'timers'> {
  /** Told what the phone says, with the causes that it cannot know. */
  readonly tell: (event: PhoneEvent) => void;
  readonly log: Log;
}

type Registration = Extract<PhoneEvent, { type: 'registration' }>;

/** What was found of a server that the phone could not connect to. */
interface Found {
  readonly side: Side;
  readonly askedAt: number;
  /** Null: not known yet, or nothing is wrong with it for this process. */
  readonly words: string | null;
}

const limitMs = 5_000;
/** A phone tries again and again; the cause is looked for no more often than that, milliseconds. */
const againMs = 10_000;

/**
 * A browser tells its pages no cause of a connection that failed: the server is asked once more from here, where the
 * cause is known, and the phone's sentence gives way to that of all other connections. Returns what takes the phone's
 * events.
 */
export function explainPhone(options: ExplainPhoneOptions): (event: PhoneEvent) => void {
  const { tell, timers, log } = options;
  let last: Registration | null = null;
  let found: ReadonlyMap<string, Found> = new Map();

  async function ask(sentence: string, side: Side, address: string): Promise<void> {
    const parsed = parseAddress(address);
    if (!parsed.ok) return;
    const before = found.get(sentence);
    const asked: Found = { side, askedAt: timers.monotonic(), words: before?.words ?? null };
    found = new Map(found).set(sentence, asked);
    const spoken = await askServer({ ...options, kind: 'sip', address: parsed.value, limitMs });
    // The server has been reached meanwhile, or was asked about anew.
    if (found.get(sentence) !== asked) return;
    const words = spoken.type === 'failed' ? describeCause('sip', side, address, spoken.cause) : null;
    found = new Map(found).set(sentence, { ...asked, words });
    if (words === asked.words) return;
    if (words !== null) log.warn(words);
    if (last?.sides[side].error === sentence) tell(explained(last, found));
  }

  return (event) => {
    if (event.type !== 'registration') return tell(event);
    last = event;
    found = new Map([...found].filter(([, { side }]) => !isReached(event, side)));
    tell(explained(event, found));
    for (const side of sides) {
      const { error } = event.sides[side];
      const server = error === null ? null : unexplainedServer(error);
      if (error === null || !server) continue;
      const askedAt = found.get(error)?.askedAt;
      if (askedAt !== undefined && timers.monotonic() - askedAt < againMs) continue;
      void ask(error, server.side, server.address);
    }
  };
}

function isReached({ sides: { A, B } }: Registration, side: Side): boolean {
  const { state } = side === 'A' ? A : B;
  return state === 'in-use' || state === 'standby';
}

function explained(event: Registration, found: ReadonlyMap<string, Found>): Registration {
  const inWords = (error: string | null): string | null =>
    [...found].reduce<string | null>(
      (text, [sentence, { words }]) => (words === null ? text : (text?.replaceAll(sentence, words) ?? null)),
      error,
    );
  const { A, B } = event.sides;
  return {
    ...event,
    error: inWords(event.error),
    sides: { A: { ...A, error: inWords(A.error) }, B: { ...B, error: inWords(B.error) } },
  };
}
