import { frameMs, frameSamples, type Samples, sampleRate, silence } from '../../contract/audio/frame.ts';
import type { Listened } from '../links/media-control.ts';

/** Sound is looked at in blocks of 5 ms: so finely are holes measured. */
const blocksInFrame = 4;
const blockSamples = frameSamples / blocksInFrame;
const blockMs = frameMs / blocksInFrame;

/** Mean square of a block that is quieter than -50 dBFS: nothing that was meant to be heard. */
const quietest = 32_768 ** 2 * 10 ** (-50 / 10);
/** The share of a block's power that its tone has at least; another tone, 250 Hz away, leaves less at its place. */
const leastShare = 0.15;
/** How many holes are kept. */
const mostGaps = 1_000;

/** Finds the holes in a sound that should be continuous, in decoded sound alone: packets are not looked at. */
export interface GapMeter {
  /** The frame of a tick. Ticks that were left out were heard by nobody: they are a hole. */
  add(frame: Samples, tick: number): void;
  result(): Pick<Listened, 'forMs' | 'longestGapMs' | 'gaps'>;
}

/** @param hertz the tone that is expected; null: any sound. */
export function createGapMeter(hertz: number | null): GapMeter {
  const isSound = hertz === null ? isLoud : toneDetector(hertz);
  const gaps: { readonly afterMs: number; readonly ms: number }[] = [];
  let blocks = 0;
  let quietBlocks = 0;
  let longest = 0;
  let lastTick: number | null = null;

  const quiet = (count: number): void => {
    blocks += count;
    quietBlocks += count;
    longest = Math.max(longest, quietBlocks);
  };
  const sound = (): void => {
    if (quietBlocks > 0) gaps.push({ afterMs: (blocks - quietBlocks) * blockMs, ms: quietBlocks * blockMs });
    if (gaps.length > mostGaps) gaps.shift();
    blocks += 1;
    quietBlocks = 0;
  };
  return {
    add(frame, tick) {
      const missed = lastTick === null ? 0 : tick - lastTick - 1;
      lastTick = tick;
      if (missed > 0) quiet(missed * blocksInFrame);
      if (frame === silence) return quiet(blocksInFrame);
      for (let at = 0; at < frame.length; at += blockSamples) {
        if (isSound(frame.subarray(at, at + blockSamples))) sound();
        else quiet(1);
      }
    },
    result() {
      const open = { afterMs: (blocks - quietBlocks) * blockMs, ms: quietBlocks * blockMs };
      return {
        forMs: blocks * blockMs,
        longestGapMs: longest * blockMs,
        gaps: quietBlocks > 0 ? [...gaps, open] : [...gaps],
      };
    },
  };
}

function powerOf(block: Samples): number {
  let sum = 0;
  for (const sample of block) sum += sample * sample;
  return sum / block.length;
}

function isLoud(block: Samples): boolean {
  return powerOf(block) >= quietest;
}

/** Goertzel's algorithm: the power at one frequency, whatever its phase. */
function toneDetector(hertz: number): (block: Samples) => boolean {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  return (block) => {
    const power = powerOf(block);
    if (power < quietest) return false;
    let one = 0;
    let two = 0;
    for (const sample of block) {
      const next = sample + coefficient * one - two;
      two = one;
      one = next;
    }
    const atTone = (2 * (one * one + two * two - coefficient * one * two)) / block.length ** 2;
    return atTone >= leastShare * power;
  };
}
