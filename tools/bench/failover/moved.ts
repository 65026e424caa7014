import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { DeskBridge } from '../../../contract/bridge/channels.ts';
import type { Side } from '../../../contract/servers/server-kind.ts';
import type { FailoverCase } from './cases.ts';
import { knownLost, knownWhole, type RecordedSoFar, recordedSince } from './recorded.ts';
import { inviteAnswers } from './sip-tap.ts';
import type { Stage } from './stage.ts';

/** Nobody waits longer for a desk to be whole again, milliseconds; a run that takes longer counts as so long. */
const limitMs = 15_000;
/** The recorder writes every half second (docs/it.md). */
const recordedWithinMs = 600;

/**
 * Waits in the desk window until the desk uses the other side, or has had its time. Nothing of the bench runs
 * meanwhile: it would take the time that it measures.
 */
export function deskMoves(desk: Page, server: 'cti' | 'sip', from: Side): Promise<void> {
  return desk.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const bridge: DeskBridge | undefined = Reflect.get(window, 'switchhook');
        const end = (): void => {
          stop?.();
          clearTimeout(timer);
          resolve();
        };
        const stop = bridge?.onState(({ connections, agent, phone }) => {
          const { inUse } = connections[wanted.server];
          const isWhole =
            wanted.server === 'cti' ? agent?.known === 'live' : phone.registration === 'registered';
          if (inUse !== null && inUse !== wanted.from && isWhole) setTimeout(end);
        });
        const timer = setTimeout(end, wanted.limit);
      }),
    { server, from, limit: limitMs },
  );
}

/** By this computer's clock: when the desk knew, and when it was whole on the other side. */
export async function wholeAgain(
  { app }: Stage,
  { server }: FailoverCase,
  lost: Side,
  { faultAt, so }: { readonly faultAt: number; readonly so: RecordedSoFar },
): Promise<{ readonly detectedAt: number; readonly wholeAt: number }> {
  const end = faultAt + limitMs;
  for (;;) {
    await pause(recordedWithinMs);
    const lines = await recordedSince(app.data, so);
    const known = knownLost(lines, server, lost);
    const whole = known && knownWhole(lines, server, lost, known);
    const answers = server === 'sip' ? await inviteAnswers(app.phone, faultAt) : [];
    const taken = server === 'sip' ? answers.find(({ status }) => status < 300)?.at : faultAt;
    if (known && whole && taken !== undefined) {
      return { detectedAt: known.at, wholeAt: Math.max(whole.at, taken) };
    }
    if (Date.now() > end) return { detectedAt: known?.at ?? end, wholeAt: end };
  }
}
