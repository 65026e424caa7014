import { callLabel } from '../../../contract/cti/call-label.ts';
import type { VoiceSession } from '../../../contract/desk/desk-state.ts';
import { useDesk } from '../../state/desk-context.tsx';
import { isSoundElsewhere } from '../../state/selectors.ts';
import { CallHeadline } from './call-headline.tsx';
import { CallLine } from './call-line.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { EarlierContacts } from './earlier-contacts.tsx';
import { LineQualityStrip } from './line-quality-strip.tsx';
import { Notes } from './notes.tsx';
import { SoundElsewhere } from './sound-elsewhere.tsx';

/** Everything about one call: who, how it went so far, how the line is, what is known of the customer, notes. */
export function CallSheet({ session }: { readonly session: VoiceSession }) {
  return (
    <div
      className="sheet-inside"
      id="sheet"
      role="tabpanel"
      aria-label={`Voice call with ${callLabel(session.call)}`}
    >
      <CallHeadline session={session} />
      <CallLine session={session} />
      <Line session={session} />
      <div className="section two above-line">
        <CustomerFacts contact={session.call} />
        <EarlierContacts contact={session.call} />
      </div>
      <Notes
        session={session}
        label="Call notes"
        during={session.call}
        stamps="Stamped with the time in the call"
      />
    </div>
  );
}

function Line({ session }: { readonly session: VoiceSession }) {
  const isElsewhere = useDesk((desk) => isSoundElsewhere(desk, session));
  if (session.phase === 'ended' || session.phase === 'offered') return null;
  return isElsewhere ? (
    <SoundElsewhere returns={session.soundReturns} />
  ) : (
    <LineQualityStrip quality={session.quality} since={session.call.answeredAt} />
  );
}
