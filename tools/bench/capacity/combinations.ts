import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { type ChannelSessions, totalSessions } from '../../../contract/sessions/channel-sessions.ts';
import { root } from '../../run-step.ts';

/** A row of the seed's tables: what an agent logs in for, and how many sessions that takes, buffer sessions included. */
export interface Combination {
  readonly channels: ChannelSessions;
  readonly total: number;
}

const file = 'contract/sessions/testing/channel-combinations.json';
const rows = z.object({
  rows: z.array(z.tuple([z.literal([0, 1]), z.number().int(), z.number().int(), z.number().int()])),
});

/** All rows of the seed's tables, as they are written. */
export async function seedCombinations(): Promise<readonly Combination[]> {
  const read = rows.parse(JSON.parse(await readFile(path.join(root, file), 'utf8')));
  return read.rows.map(([voice, actions, chats, total]) => ({ channels: { voice, actions, chats }, total }));
}

/** Every other combination that a login string can ask for: none of them may be let in. */
export function otherCombinations(allowed: readonly Combination[]): readonly Combination[] {
  const known = new Set(allowed.map(({ channels }) => mediaOf(channels)));
  return ([0, 1] as const)
    .flatMap((voice) =>
      upTo(6).flatMap((actions) => upTo(5).map((chats): ChannelSessions => ({ voice, actions, chats }))),
    )
    .filter((channels) => mediaOf(channels) !== '' && !known.has(mediaOf(channels)))
    .map((channels) => ({ channels, total: totalSessions(channels) }));
}

/** The last part of a login string that asks for just these; one session is the letter alone. */
export function mediaOf({ voice, actions, chats }: ChannelSessions): string {
  const channel = (letter: string, sessions: number): string =>
    sessions === 0 ? '' : `${letter}${sessions === 1 ? '' : sessions}`;
  return `${voice === 1 ? 'p' : ''}${channel('m', actions)}${channel('c', chats)}`;
}

function upTo(most: number): readonly number[] {
  return Array.from({ length: most + 1 }, (_, number) => number);
}
