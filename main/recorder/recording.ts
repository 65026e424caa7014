import type { PairEffect } from '../../contract/servers/pair-state.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import type { Effect } from '../desk/effects.ts';
import type { Input } from '../desk/inputs.ts';
import type { DeskModel } from '../desk/model.ts';
import type { PairHappening } from '../servers/pair-follower.ts';
import type { Change } from './changes.ts';

/** Grows when a reader of older recordings could no longer read newer ones. */
export const recordingFormat = 2;

/** Something of the app outside the desk that help desk and IT ask about. */
export type AppNote =
  | 'app-started'
  | 'app-closing'
  | 'computer-sleeps'
  | 'computer-wakes'
  | 'screen-locked'
  | 'screen-unlocked'
  | 'network-changed'
  | 'desk-window-gone'
  | 'phone-window-gone';

/**
 * One line of a recording. Everything in it is masked: `input` went through the rules of `masking/`, and all else is
 * what the desk made of such inputs.
 */
export type Entry =
  /** The first line of a file: the desk as it was then, so that a reader can begin here. */
  | {
      readonly kind: 'segment';
      readonly format: number;
      /** Names one run of the desk. */
      readonly recording: string;
      /** From 1. */
      readonly segment: number;
      /** Version of Switchhook. */
      readonly app: string;
      /**
       * The computer's time zone, for some sentences name a time of day: "Europe/London". Null in the first file of a
       * recording, which has it in a line of its own; a reader puts it here.
       */
      readonly zone: string | null;
      readonly model: DeskModel;
    }
  /** Once in a recording: the computer's time zone. */
  | { readonly kind: 'zone'; readonly zone: string }
  /** Something came, and the desk changed by it. Lists that would be empty are left out. */
  | {
      readonly kind: 'step';
      readonly input: Input;
      readonly ids?: readonly string[];
      readonly effects?: readonly Effect[];
      readonly changes?: readonly Change[];
    }
  /** Something happened to a pair of servers, and this was decided. */
  | {
      readonly kind: 'pair';
      readonly servers: ServerKind;
      readonly happened: PairHappening;
      readonly effects?: readonly PairEffect[];
    }
  /** A request went out to the server in use, or could not; the step that asked for it has it whole. */
  | {
      readonly kind: 'asked';
      readonly servers: ServerKind;
      readonly request: string;
      readonly id: string;
      readonly sent: boolean;
    }
  /** The desk failed over this input, or the process ended in the middle. */
  | { readonly kind: 'unfinished'; readonly input: Input }
  /** From here on the desk and the recorded states differ; where, for the first time. */
  | { readonly kind: 'astray'; readonly where: string }
  /** The switch has logged him in by it: what these names stand for is no password. */
  | { readonly kind: 'names'; readonly names: Readonly<Record<string, string>> }
  /** So many lines could not be written. */
  | { readonly kind: 'gap'; readonly lost: number; readonly why: string }
  | { readonly kind: 'note'; readonly what: AppNote }
  /** An error that nobody had foreseen: what kind, its words as far as they are known, where in the code. */
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly message: string;
      readonly frames: readonly string[];
    }
  /** The desk ended in order. */
  | { readonly kind: 'end' };

/** What every line has. */
export interface Stamp {
  /** Counts a recording's lines from 1, over all its files. */
  readonly seq: number;
  /** Milliseconds since 1970, by this computer's clock; of a step, as its transition was told it. */
  readonly at: number;
  /** Milliseconds of a clock that only grows; from one recording to another it begins anew. */
  readonly mono: number;
}

export type RecordedLine = Stamp & Entry;
