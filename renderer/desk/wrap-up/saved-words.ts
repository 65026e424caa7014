import type { DeskState, Draft } from '../../../contract/desk/desk-state.ts';
import type { DraftEdit } from '../../state/drafts.ts';
import { clockTimeToTheSecond } from '../../state/times.ts';

/** "Saved 09:40:38"; says where it is not saved, and where it is on this computer only. */
export function savedWords(
  draft: Draft,
  saving: DraftEdit['saving'],
  { clockOffsetMs, agent }: Pick<DeskState, 'clockOffsetMs' | 'agent'>,
  room: 'short' | 'long' = 'long',
): string {
  if (saving === 'failed') return 'Not saved, trying again';
  if (draft.savedAt === null) return saving === 'saving' ? 'Saving' : '';
  // A chat's reply is kept beside its notes: of those there may be none.
  if (draft.notes === '' && draft.disposition === null) return '';
  const time = clockTimeToTheSecond(draft.savedAt + clockOffsetMs);
  if (agent?.known !== 'lost') return `Saved ${time}`;
  return room === 'long' ? `Saved on this computer ${time}` : 'Saved on this computer';
}
