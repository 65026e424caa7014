import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { Control } from '../support/tier.ts';
import { until } from '../support/until.ts';
import type { Fault, FaultName, Victim } from './faults.ts';
import type { TargetName } from './targets.ts';

/** The desk that a cell is played with, wherever it runs. */
export interface MatrixDesk {
  state(): Promise<DeskState>;
  /** Waits until the desk is so; fails after its time with what it shows instead. */
  until(what: string, is: (state: DeskState) => boolean): Promise<DeskState>;
  /** Null: the window that asked is gone, and nobody is left to be told. */
  command(command: DeskCommand): Promise<CommandOutcome | null>;
  /** Tones that a call brings to the agent, Hz. */
  tones(callId: string): Promise<readonly number[]>;
  /** What it has shown since it was told to forget, oldest first. */
  shown(): readonly DeskState[];
  forget(): void;
  close(): Promise<void>;
}

/** What a cell is played with. */
export interface Scene {
  readonly control: Control;
  readonly desk: MatrixDesk;
  readonly target: TargetName;
}

/** What happens to the victim in this cell. */
export interface Blow {
  readonly name: FaultName;
  readonly fault: Fault;
  readonly victim: Victim;
}

export const agent = { id: '12345', loginString: '12345;xxyyzz;52513', hertz: 1_000 } as const;
export const caller = { name: 'Aileen Mackay', number: '01314960142', hertz: 440 } as const;
export const colleague = { number: '01632960002', hertz: 620 } as const;
export const profile = 'Billing, blended';

/** The outcome of a click must be that it was taken. */
export async function done({ desk }: Scene, command: DeskCommand): Promise<void> {
  taken(command.type, await desk.command(command));
}

export function taken(what: string, outcome: CommandOutcome | null): void {
  if (outcome?.ok === false)
    throw new Error(`${what} was refused: ${outcome.error.title}. ${outcome.error.message}`);
}

/** Waits until the agent hears exactly these tones in a call. */
export async function agentHears({ desk }: Scene, callId: string, tones: readonly number[]): Promise<void> {
  await until(
    `the agent hears ${tones.join(' and ')} Hz`,
    () => desk.tones(callId),
    (heard) => areTones(heard, tones),
  );
}

/** Waits until a far end hears exactly these tones. */
export async function farEndHears(
  { control }: Scene,
  callId: string,
  number: string,
  tones: readonly number[],
): Promise<void> {
  await until(
    `${number} hears ${tones.join(' and ')} Hz`,
    async () => (await control.heard(callId, { number }))?.tonesHertz ?? [],
    (heard) => areTones(heard, tones),
  );
}

/** Within 3 %: Opus and the windows of the analysis are not exact. */
function areTones(heard: readonly number[], wanted: readonly number[]): boolean {
  const isThere = (tone: number, all: readonly number[]): boolean =>
    all.some((one) => Math.abs(one - tone) <= tone * 0.03);
  return wanted.every((tone) => isThere(tone, heard)) && heard.every((tone) => isThere(tone, wanted));
}
