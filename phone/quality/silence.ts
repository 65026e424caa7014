/** After how long without a packet the agent is warned, and the call ended. Milliseconds; 0: never. */
export interface SilenceLimits {
  readonly warnAfterMs: number;
  readonly endAfterMs: number;
}

export const usualSilenceLimits: SilenceLimits = { warnAfterMs: 5_000, endAfterMs: 30_000 };

/** What is kept of a call's silence from one look to the next. */
export interface Silence {
  /** How long nothing has come while this process ran. Milliseconds. */
  readonly forMs: number;
  /** Whether it was told. */
  readonly isTold: boolean;
}

export const noSilence: Silence = { forMs: 0, isTold: false };

export interface SilenceLook {
  readonly elapsedMs: number;
  /** Milliseconds since the last packet, by the media's own account; null: none has come yet. */
  readonly silentForMs: number | null;
  /** Whether sound is to come: not while either side holds the call. */
  readonly isExpected: boolean;
}

export type SilenceNews =
  | { readonly type: 'nothing' }
  /** It lasts; told at each look from the warning on. */
  | { readonly type: 'silent'; readonly forMs: number }
  /** After a warning: packets come again, or need not come. */
  | { readonly type: 'over' }
  | { readonly type: 'end' };

/**
 * A look comes each second. One that comes much later was held up with the whole process (sleep, SIGSTOP): nobody was
 * there to receive what was sent meanwhile, so it is not counted as silence.
 */
const longestTickMs = 3_000;

/**
 * One more look at a call's received sound: signalling may never tell that the far side is gone.
 *
 * Any packet counts, also of comfort noise. Discontinuous transmission does not look like silence: Opus still sends a
 * frame every 400 ms (RFC 7587, section 3.1.3), and comfort noise for G.711 (RFC 3389), which may pause for longer, is
 * never offered by this phone, so that no far side may use it.
 */
export function listen(
  before: Silence,
  look: SilenceLook,
  limits: SilenceLimits,
): { readonly silence: Silence; readonly news: SilenceNews } {
  const forMs = look.isExpected ? silentFor(before, look) : 0;
  const { warnAfterMs, endAfterMs } = limits;
  if (endAfterMs > 0 && forMs >= endAfterMs) {
    return { silence: { forMs, isTold: true }, news: { type: 'end' } };
  }
  if (warnAfterMs > 0 && forMs >= warnAfterMs) {
    return { silence: { forMs, isTold: true }, news: { type: 'silent', forMs } };
  }
  return { silence: { forMs, isTold: false }, news: { type: before.isTold ? 'over' : 'nothing' } };
}

/** The media counts by the clock; of that no more than this process has run. */
function silentFor(before: Silence, { elapsedMs, silentForMs }: SilenceLook): number {
  const hasHeard = silentForMs !== null && silentForMs <= elapsedMs;
  const counted = (hasHeard ? 0 : before.forMs) + (elapsedMs <= longestTickMs ? elapsedMs : 0);
  return Math.min(silentForMs ?? counted, counted);
}
