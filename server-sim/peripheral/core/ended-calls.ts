import { inPages, type PageLimits, type Pages, putInPages, valuesOfPages } from '../../tables/pages.ts';
import type { SwitchedCall } from './state.ts';

/** The last calls that ended: late wrap-up data and QA's questions are about them. */
export type EndedCalls = Pages<string, SwitchedCall>;

const limits: PageLimits = { pageSize: 40, kept: 1_000 };

interface WithEndedCalls {
  readonly endedCalls: EndedCalls;
}

export function endedCall({ endedCalls }: WithEndedCalls, callId: string): SwitchedCall | undefined {
  return inPages(endedCalls, callId);
}

/** Oldest first. */
export function allEndedCalls({ endedCalls }: WithEndedCalls): readonly SwitchedCall[] {
  return valuesOfPages(endedCalls);
}

/** Adds a call that has ended, or replaces what is known of it. */
export function withEndedCall(endedCalls: EndedCalls, call: SwitchedCall): EndedCalls {
  return putInPages(endedCalls, call.callId, call, limits);
}
