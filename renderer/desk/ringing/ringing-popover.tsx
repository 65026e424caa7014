import { callLabel } from '../../../contract/cti/call-label.ts';
import type { VoiceSession } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useCommand, useDesk, useDeskTools } from '../../state/desk-context.tsx';
import { desktopSettings, ringingTab, toolbarSession } from '../../state/selectors.ts';
import { RunningOut } from '../frame/running-out.tsx';
import { SecondsLeft } from '../frame/times.tsx';
import { ariaShortcut, shortcutText } from '../shortcuts.ts';
import { numberOf } from '../toolbar/call-summary.tsx';
import { callerFacts } from './caller-facts.ts';

/**
 * A call that rings and has a tab: who, why, how long still. It lies at the Answer button and never takes the focus. Its place is
 * always there, marked for React Aria, so that it can be used while a menu that opened before it makes the rest inert.
 */
export function RingingPopover() {
  const session = useDesk(ringingTab);
  return <div data-react-aria-top-layer="true">{session && <Ringing session={session} />}</div>;
}

function Ringing({ session }: { readonly session: VoiceSession }) {
  const { call } = session;
  const atAnswer = useDesk((desk) => toolbarSession(desk)?.id === session.id);
  const name = callLabel(call);
  const number = numberOf(session);
  return (
    <section
      className={atAnswer ? 'popover above ringing-popover pointing' : 'popover above ringing-popover'}
      aria-label={`Incoming call from ${name}`}
      data-state="reserved"
    >
      <div className="top">
        <span className="disc">
          <Icon name="inbound" size="large" />
        </span>
        <div className="stack">
          <div className="text-sm ink-2 cut">
            Incoming call{call.skillGroup ? ` · ${call.skillGroup.name}` : ''}
          </div>
          <h2 className="text-xl cut" title={name}>
            <bdi>{name}</bdi>
          </h2>
        </div>
        {number !== name && (
          <span className="numeric strong number">
            <bdi>{number}</bdi>
          </span>
        )}
      </div>
      <Facts session={session} />
      {call.noAnswerAt !== null && (
        <TimeLeft from={call.offeredAt} until={call.noAnswerAt} queued={call.type === 'acd'} />
      )}
      <Actions session={session} />
    </section>
  );
}

function Facts({ session }: { readonly session: VoiceSession }) {
  const { clock } = useDeskTools();
  const facts = callerFacts(session.call, clock.store.getState().now);
  if (facts.length === 0) return null;
  return (
    <dl className="facts">
      {facts.map(({ label, value }) => (
        <div key={label} className="fact">
          <dt>{label}</dt>
          <dd className="cut">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface TimeLeftProps {
  readonly from: number;
  readonly until: number;
  /** It came from a queue and goes back there (RONA). */
  readonly queued: boolean;
}

function TimeLeft({ from, until, queued }: TimeLeftProps) {
  return (
    <>
      <div className="count">
        <span>
          {queued ? 'Goes back to the queue in' : 'Rings for another'}{' '}
          <b className="numeric">
            <SecondsLeft from={from} until={until} />
          </b>
        </span>
        {queued && <span className="text-xs ink-2">then you are Not Ready</span>}
      </div>
      <RunningOut from={from} until={until} thick />
    </>
  );
}

function Actions({ session }: { readonly session: VoiceSession }) {
  const { bridge } = useDeskTools();
  const send = useCommand();
  const mayReject = useDesk((desk) => desktopSettings(desk)?.rejectVoice ?? false);
  return (
    <div className="acts">
      <Button
        tone="go"
        size="big"
        icon="answer"
        keys={shortcutText('answer', bridge.platform)}
        aria-keyshortcuts={ariaShortcut('answer', bridge.platform)}
        onClick={() => send({ type: 'answer', callId: session.id })}
      >
        Answer
      </Button>
      {mayReject && (
        <Button
          tone="end"
          size="big"
          icon="release"
          onClick={() => send({ type: 'reject', callId: session.id })}
        >
          Reject
        </Button>
      )}
    </div>
  );
}
