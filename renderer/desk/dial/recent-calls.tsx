import type { RecentCall } from '../../../contract/desk/desk-state.ts';
import { IconButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useCommand, useDesk, useDeskMade } from '../../state/desk-context.tsx';
import { clockTime } from '../../state/times.ts';
import { callTools } from '../toolbar/call-tools.ts';
import { dialable } from './number.ts';
import { recentOutcome, recentWho } from './recent-words.ts';

/** The side panel while no session is open: the last calls, to call back. */
export function RecentCalls() {
  const recent = useDesk((desk) => desk.recentCalls);
  return (
    <aside className="side" aria-labelledby="recent-title">
      <div className="panel-head">
        <h2 className="text-lg" id="recent-title">
          Recent calls
        </h2>
      </div>
      <div className="panel-body">
        {recent.length === 0 ? (
          <EmptyState icon="clock" title="No calls yet">
            Calls you take and make are listed here, to be called back.
          </EmptyState>
        ) : (
          <ul className="list recent-calls">
            {recent.map((call) => (
              <RecentRow key={call.callId} call={call} />
            ))}
          </ul>
        )}
      </div>
    </aside>
  );
}

function RecentRow({ call }: { readonly call: RecentCall }) {
  const send = useCommand();
  const { keypad } = useDeskMade(callTools);
  const number = dialable(call.number);
  const who = recentWho(call);
  const why =
    keypad.word !== 'Dial' ? 'You are in a call' : (keypad.off ?? (number ? null : 'No number to call'));
  return (
    <li>
      <Icon name={call.direction === 'inbound' ? 'inbound' : 'outbound'} size="small" className="ink-3" />
      <span className="stack">
        <span className="cut strong" title={who}>
          <bdi>{who}</bdi>
        </span>
        <span className="text-xs ink-2 cut">
          {clockTime(call.at)} · {recentOutcome(call)}
        </span>
      </span>
      <IconButton
        icon="answer"
        label={why ? `Call ${who} back: ${why}` : `Call ${who} back`}
        aria-disabled={why !== null}
        onClick={why === null && number ? () => send({ type: 'dial', number }) : undefined}
      />
    </li>
  );
}
