import type { UnsentMessage } from '../../../contract/desk/desk-state.ts';
import type { ChatMessage } from '../../../contract/sessions/interaction.ts';
import { dayOf } from '../../state/times.ts';
import { sameDay } from '../action-item/due-words.ts';

/** What a customer is called beside what he wrote: "Tomasz"; of a title or an initial the whole name. */
export function firstName(name: string): string {
  const [first = '', ...others] = name.trim().split(/\s+/);
  if (first === '') return 'Customer';
  return others.length > 0 && (first.endsWith('.') || first.length < 3) ? name.trim() : first;
}

/** Over the first message of a day: "Today", "22 Apr"; null under it. */
export function dayHeading(at: number, before: number | null, now: number): string | null {
  if (before !== null && sameDay(at, before)) return null;
  return sameDay(at, now) ? 'Today' : dayOf(at, now);
}

/** What was sent and did not come back as a message yet. */
export function unconfirmed(
  unsent: readonly UnsentMessage[],
  messages: readonly ChatMessage[],
): readonly UnsentMessage[] {
  if (unsent.length === 0) return unsent;
  const here = new Set(messages.slice(-unsent.length * 2 - 20).map(({ messageId }) => messageId));
  return unsent.filter(({ id }) => !here.has(id));
}

/** A message holds so many characters at most (contract: `sendMessage`). */
export const mostInReply = 10_000;
const nearly = 9_000;

/** Under the reply, near its limit: "9,120 of 10,000 characters"; null while there is room. */
export function roomWords(length: number): string | null {
  if (length >= mostInReply)
    return '10,000 characters is the most. Send this, and go on in the next message.';
  return length < nearly ? null : `${length.toLocaleString('en-GB')} of 10,000 characters`;
}
