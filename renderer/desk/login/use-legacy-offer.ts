import { useEffect, useState } from 'react';
import type { LegacyAnswer, LegacyOffer, LegacyOutcome } from '../../../contract/settings/legacy-offer.ts';
import { useDeskTools } from '../../state/desk-context.tsx';

export interface ShownLegacyOffer {
  /** Null: nothing is offered. */
  readonly offer: LegacyOffer | null;
  /** What went wrong with the answer. */
  readonly problem: LegacyProblem | null;
  answer(answer: LegacyAnswer): void;
}

export interface LegacyProblem {
  readonly title: string;
  readonly message: string;
}

/** The servers of an older desktop as main offers them; it takes the offer back when it is answered. */
export function useLegacyOffer(onAnswered: () => void): ShownLegacyOffer {
  const { bridge } = useDeskTools();
  const [offer, setOffer] = useState<LegacyOffer | null>(null);
  const [problem, setProblem] = useState<LegacyProblem | null>(null);
  useEffect(() => bridge.onLegacyOffer(setOffer), [bridge]);
  const answer = (given: LegacyAnswer): void => {
    void bridge
      .answerLegacyOffer(given)
      .catch(notPassedOn)
      .then((outcome) => {
        setProblem(problemOf(outcome));
        if (outcome.ok) onAnswered();
      });
  };
  return { offer, problem, answer };
}

function problemOf(outcome: LegacyOutcome): LegacyProblem | null {
  if (!outcome.ok) return { title: 'The servers were not taken over', message: outcome.reason };
  return outcome.unsaved === null
    ? null
    : { title: 'Your answer is not kept on disk', message: outcome.unsaved };
}

function notPassedOn(cause: unknown): LegacyOutcome {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return { ok: false, reason: `Your answer did not reach the desk (${reason}). Try it again.` };
}
