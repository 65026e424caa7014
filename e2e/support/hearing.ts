import type { Page } from '@playwright/test';
import { hasTone, heardByAgent } from './listen.ts';
import type { Control } from './tier.ts';
import { until } from './until.ts';

/** Tones that must be there, and tones that must not, Hz. */
export interface Expected {
  readonly all: readonly number[];
  readonly none?: readonly number[];
}

/** Waits until the agent hears these: what the phone window plays. */
export async function agentHears(phone: Page, expected: Expected): Promise<void> {
  await until(
    `the agent hears ${inWords(expected)}`,
    () => heardByAgent(phone),
    (tones) => fits(tones, expected),
  );
}

/** Waits until a call has these from that agent, or brings them to that far end: what the tier decodes. */
export async function lineHas(
  control: Control,
  callId: string,
  who: { agent: string } | { number: string },
  expected: Expected,
): Promise<void> {
  await until(
    `the line of ${Object.values(who)} has ${inWords(expected)}`,
    async () => (await control.heard(callId, who))?.tonesHertz ?? [],
    (tones) => fits(tones, expected),
  );
}

function fits(tones: readonly number[], { all, none = [] }: Expected): boolean {
  return all.every((tone) => hasTone(tones, tone)) && none.every((tone) => !hasTone(tones, tone));
}

function inWords({ all, none = [] }: Expected): string {
  return `${all.join(' and ') || 'nothing'} Hz${none.length > 0 ? `, and not ${none.join(' or ')}` : ''}`;
}
