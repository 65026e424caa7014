import * as z from 'zod';

export const legacyDesktops = ['CTI OS', 'Cisco Agent Desktop'] as const;
export type LegacyDesktop = (typeof legacyDesktops)[number];

/** The servers of an older desktop that was found on this computer: the window asks once whether they are to be used. */
export interface LegacyOffer {
  readonly desktop: LegacyDesktop;
  /** Where they stand: a registry key, and the .reg file that has it. */
  readonly place: string;
  /** Each as `host:port`; null: there is none of that side. One of the two at least is there. */
  readonly a: string | null;
  readonly b: string | null;
}

/** `leave`: they are not used. Either answer is the last. */
export const legacyAnswers = ['use', 'leave'] as const;
export type LegacyAnswer = (typeof legacyAnswers)[number];

/** What a window answers. */
export const answerToLegacyOffer = z.object({ answer: z.enum(legacyAnswers) });

/** What comes of an answer. */
export type LegacyOutcome =
  /** `unsaved`: why it lasts only until the desk is closed, as a sentence; null: it is on disk. */
  { readonly ok: true; readonly unsaved: string | null } | { readonly ok: false; readonly reason: string };
