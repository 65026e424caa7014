import type { Party } from '../../../contract/cti/call.ts';
import { callLabel } from '../../../contract/cti/call-label.ts';
import type { VoiceSession } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { useCommand } from '../../state/desk-context.tsx';
import { numberOf } from '../toolbar/call-summary.tsx';

/** Name, flags, number, queue, and who else is in the call. */
export function CallHeadline({ session }: { readonly session: VoiceSession }) {
  const { call } = session;
  const name = callLabel(call);
  const number = numberOf(session);
  const flags = call.customer?.flags ?? [];
  return (
    <div className="headline">
      <div className="row">
        <h1 className="text-xl cut" title={name}>
          <bdi>{name}</bdi>
        </h1>
        <span className="row push flags">
          {flags.map(({ text, tone }) => (
            <Chip key={text}>
              <bdi className="cut">{tone === 'notice' ? <b>{text}</b> : text}</bdi>
            </Chip>
          ))}
          {session.screenPop !== null && <ScreenPop sessionId={session.id} url={session.screenPop} />}
        </span>
      </div>
      <p className="meta">
        {number !== name && (
          <span className="numeric strong ink">
            <bdi>{number}</bdi>
          </span>
        )}
        <span className={number === name ? '' : 'dotted'}>{kindWords(session)}</span>
        {call.parties.slice(1).map((party) => (
          <span key={party.id} className="dotted">
            with {partyWords(party)}
          </span>
        ))}
        {call.end && <span className="dotted strong ink">{call.end.message}</span>}
      </p>
    </div>
  );
}

/** Opens the customer's page again. */
export function ScreenPop({ sessionId, url }: { readonly sessionId: string; readonly url: string }) {
  const send = useCommand();
  return (
    <Button
      size="small"
      icon="expand"
      title={`Opens ${url} in the browser`}
      onClick={() => send({ type: 'openScreenPop', sessionId })}
    >
      Customer record
    </Button>
  );
}

/** "Billing queue", "Called by you", "Direct call", "Consultation". */
function kindWords({ call }: VoiceSession): string {
  if (call.type === 'consult') return 'Consultation';
  if (call.skillGroup) return `${call.skillGroup.name} queue`;
  return call.direction === 'outbound' ? 'Called by you' : 'Direct call';
}

function partyWords({ name, number, state }: Party): string {
  const who = name && number ? `${name}, ${number}` : name || number;
  return state === 'Held' ? `${who}, on hold` : who;
}
