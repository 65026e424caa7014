import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Control } from '../../../e2e/support/tier.ts';
import { startTier } from '../../../e2e/support/tier.ts';
import { median } from '../durations.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { judge, type Verdict } from './ledger.ts';
import { playRound } from './round.ts';
import { seeded } from './seeded.ts';
import { Worker } from './worker.ts';

export const crash: Measurement = {
  name: 'crash',
  what: 'the desk and its servers killed at random moments of an agent at work: what is lost or done twice. Aim: none.',
  run: 'a kill of the desk, and one of a server',
  defaultRuns: 100,
  needsApp: false,
  measure,
};

const profile = 'Billing, blended';
const loginString = '12345;xxyyzz;52513';
/** The same moments at each measurement. */
const seed = 4_733;
/** Rounds in which nothing is killed, to know how long one takes. */
const undisturbed = 3;
/** A killed server is started again after so long at the most, milliseconds. */
const downMs = 1_000;
/** Nearly all that can be lost goes by CTI. */
const victims = ['cti', 'cti', 'cti', 'cti', 'licensing', 'configuration'] as const;

async function measure({ runs, say, atEnd }: Bench): Promise<Measured> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-crash-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const tier = await startTier([], { processes: true });
  atEnd(tier.stop);
  const worker = new Worker(tier.addresses, profile, loginString, folder);
  atEnd(() => worker.end());
  await worker.loggedIn();
  const random = seeded(seed);
  const verdicts: Verdict[] = [];
  const round = async (number: number, disturb: () => Promise<void>): Promise<number> => {
    const began = performance.now();
    const disturbed = disturb();
    const words = wordsOf(number, random);
    const { ledger, store } = await playRound({ worker, control: tier.control, words });
    await disturbed;
    const verdict = judge(ledger, store);
    for (const what of [...verdict.lost, ...verdict.doubled]) say(`round ${number}: ${what}`);
    verdicts.push(verdict);
    return performance.now() - began;
  };
  const lengths: number[] = [];
  for (let number = 1; number <= undisturbed; number += 1) lengths.push(await round(number, async () => {}));
  const length = median(lengths);
  say(`a round takes ${Math.round(length)} ms`);
  for (let run = 1; run <= runs; run += 1) {
    await round(undisturbed + 2 * run - 1, async () => {
      await after(random() * length);
      worker.kill();
    });
    await round(undisturbed + 2 * run, () => killServer(tier.control, worker, random, random() * length));
    if (run % 10 === 0) say(`${run} of ${runs} kills of the desk, and as many of servers`);
  }
  return summedUp(2 * runs, verdicts);
}

/** Kills a server that the desk uses, after that time, and starts it again a while later. */
async function killServer(
  control: Control,
  worker: Worker,
  random: () => number,
  afterMs: number,
): Promise<void> {
  const kind = victims[Math.floor(random() * victims.length)] ?? 'cti';
  const backAfterMs = random() * downMs;
  await after(afterMs);
  const { connections } = await worker.until('the desk tells its servers', () => true);
  const server = `${kind}-${(connections[kind].inUse ?? 'A').toLowerCase()}`;
  await control.server(server, 'kill');
  await after(backAfterMs);
  await control.server(server, 'start');
}

/** What is typed in a round: 3 to 12 words that no other round has. */
function wordsOf(round: number, random: () => number): readonly string[] {
  const count = 3 + Math.floor(random() * 10);
  return Array.from({ length: count }, (_, index) => `r${round}w${index}`);
}

/** The moment of a kill is chosen by chance: there is nothing to wait for. */
function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function summedUp(kills: number, verdicts: readonly Verdict[]): Measured {
  const lost = verdicts.reduce((sum, verdict) => sum + verdict.lost.length, 0);
  const doubled = verdicts.reduce((sum, verdict) => sum + verdict.doubled.length, 0);
  return {
    figures: { kills, lost, doubled, seed },
    lines: [`${kills} kills: ${lost} lost, ${doubled} done twice`],
    aims: [
      { what: 'lost', measured: lost, under: 1, unit: 'times' },
      { what: 'done twice', measured: doubled, under: 1, unit: 'times' },
    ],
  };
}
