import type { RecentCall } from '../../../contract/desk/desk-state.ts';
import { duration } from '../../state/times.ts';

/** The name, else the number, else that it was hidden. */
export function recentWho({ name, number }: Pick<RecentCall, 'name' | 'number'>): string {
  return name || number || 'Unknown caller';
}

/** How a call went: how long, else why it was not answered; and where its notes are, if there are any. */
export function recentOutcome({
  talkedMs,
  end,
  notes,
}: Pick<RecentCall, 'talkedMs' | 'end' | 'notes'>): string {
  const outcome = talkedMs === null ? end : duration(Math.floor(talkedMs / 1_000));
  const where = notesWords[notes];
  return where === null ? outcome : `${outcome} · ${where}`;
}

const notesWords: Readonly<Record<RecentCall['notes'], string | null>> = {
  none: null,
  here: 'notes saved here',
  sent: 'notes sent',
  refused: 'notes not taken',
};
