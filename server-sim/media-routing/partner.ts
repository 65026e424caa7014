import { never } from '../../contract/result.ts';
import type { PartnerStep } from '../links/interaction-control.ts';
import type { Partner, Routed } from './state.ts';

const nothing: Partner = { now: { does: 'nothing' }, next: [] };

/** A chat that is over has nobody at its other end. */
export function goneQuiet<Of extends Routed>(routed: Of): Of {
  return { ...routed, isCustomerTyping: false, partner: nothing };
}

/** When the partner is done with what he does now; null: by time, never. */
export function partnerDueAt({ now }: Partner): number | null {
  return now.does === 'say' || now.does === 'wait' ? now.until : null;
}

/** What he does next; null: he leaves. `agentMessages` is how many the agent has written so far. */
export function nextStep(steps: readonly PartnerStep[], now: number, agentMessages: number): Partner | null {
  const [step, ...rest] = steps;
  if (!step) return nothing;
  switch (step.does) {
    case 'say':
      return { now: { does: 'say', text: step.text, until: now + step.writesForMs }, next: rest };
    case 'wait':
      return { now: { does: 'wait', until: now + step.ms }, next: rest };
    case 'await':
      return { now: { does: 'await', agentMessages: agentMessages + step.messages }, next: rest };
    case 'leave':
      return null;
    default:
      return never(step);
  }
}
