import { callLabel } from '../../../contract/cti/call-label.ts';
import type { DeskState, VoiceSession } from '../../../contract/desk/desk-state.ts';
import { useDeskMade } from '../../state/desk-context.tsx';
import { consultation, toolbarSession } from '../../state/selectors.ts';

/** Who is on the line. */
export function CallSummary() {
  const { who, number, about } = useDeskMade(summary);
  return (
    <div className="call-summary">
      <div className="who cut" title={who}>
        <bdi>{who}</bdi>
      </div>
      <div className="meta cut numeric">
        {number && <bdi>{number}</bdi>}
        {number && about ? ' · ' : ''}
        {about}
      </div>
    </div>
  );
}

interface Summary {
  readonly who: string;
  readonly number: string;
  readonly about: string;
}

/** Names, number, queue; in a consultation the other party too; without any connection what was last known. */
export function summary(desk: DeskState): Summary {
  const session = toolbarSession(desk);
  if (!session) return { who: 'No call', number: '', about: '' };
  const who = partyNames(session);
  const pair = consultation(desk);
  if (pair) {
    const other = pair.first.id === session.id ? pair.consult : pair.first;
    const waits = other.phase === 'held' || other.phone?.held ? 'on hold' : 'waits';
    return { who, number: '', about: `${callLabel(other.call)} ${waits}` };
  }
  const number = numberOf(session);
  if (desk.agent?.known === 'lost' && !session.phone) {
    return { who, number: '', about: `Last known: ${session.phase}` };
  }
  const queue = session.phase === 'offered' ? '' : (session.call.skillGroup?.name ?? '');
  return { who, number: number === who ? '' : number, about: queue };
}

function partyNames({ call }: VoiceSession): string {
  const others = call.parties.length - 1;
  return others > 0 ? `${callLabel(call)} and ${others} more` : callLabel(call);
}

/** The other end's number, or the one that was dialled. */
export function numberOf({ call, phone }: Pick<VoiceSession, 'call' | 'phone'>): string {
  return call.parties[0]?.number || phone?.from.number || (call.direction === 'outbound' ? call.dialled : '');
}
