import { callLabel } from '../../../contract/cti/call-label.ts';
import type { DeskState, VoiceSession } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useCommand, useDesk, useDeskMade } from '../../state/desk-context.tsx';
import { besideInToolbar, consultation, toolbarSession } from '../../state/selectors.ts';
import { waitingClick, waitingSentence } from './waiting-words.ts';

/** Who is on the line; or, in the second line, what waits until a server is there. */
export function CallSummary() {
  const { who, number, about } = useDeskMade(summary);
  const beside = useDesk(besideInToolbar);
  const waiting = useDesk(waitingClick);
  const waitingFor = useDesk(waitingSentence);
  return (
    <div className="call-summary">
      <div className="who cut" title={who}>
        <bdi>{who}</bdi>
      </div>
      {beside ? (
        <Beside session={beside} />
      ) : waiting ? (
        <div className="meta waits" title={waitingFor}>
          <Icon name="reserved" size="tiny" />
          <span className="cut numeric">Waits: {waiting}</span>
        </div>
      ) : (
        <div className="meta cut numeric">
          {number && <bdi>{number}</bdi>}
          {number && about ? ' · ' : ''}
          {about}
        </div>
      )}
    </div>
  );
}

/** A call that has no tab, beside the one on the line: a plain line, as on an IP phone. */
function Beside({ session }: { readonly session: VoiceSession }) {
  const send = useCommand();
  const callId = session.id;
  const name = callLabel(session.call);
  const title = `${name}: ${withoutTab[session.phase].toLowerCase()}`;
  switch (session.phase) {
    case 'offered':
      return (
        <Button
          size="small"
          place="beside"
          icon="answer"
          title={title}
          onClick={() => send({ type: 'answer', callId })}
        >
          <BesideWords verb="Answer" name={name} />
        </Button>
      );
    case 'held':
      return (
        <Button
          size="small"
          place="beside"
          icon="retrieve"
          title={title}
          onClick={() => send({ type: 'retrieve', callId })}
        >
          <BesideWords verb="Retrieve" name={name} />
        </Button>
      );
    default:
      return (
        <div className="meta cut" title={title}>
          <bdi>{name}</bdi>: {withoutTab[session.phase].toLowerCase()}
        </div>
      );
  }
}

function BesideWords({ verb, name }: { readonly verb: string; readonly name: string }) {
  return (
    <span className="cut">
      {verb} <bdi>{name}</bdi>
    </span>
  );
}

/** What is said of a call that came while no session was free. */
const withoutTab: Readonly<Record<VoiceSession['phase'], string>> = {
  offered: 'Rings, and has no session',
  dialling: 'Without a session',
  talking: 'Without a session',
  held: 'On hold, without a session',
  ended: 'Over',
};

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
  if (session.place === 'toolbar') {
    return { who, number: number === who ? '' : number, about: withoutTab[session.phase] };
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
