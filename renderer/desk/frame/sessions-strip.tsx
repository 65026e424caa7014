import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommand, useDesk } from '../../state/desk-context.tsx';
import { sessionsAreDown } from '../../state/selectors.ts';
import { clockTimeToTheSecond } from '../../state/times.ts';

/** No session manager answers: chats and action items stand as they were, and calls go on. */
export function SessionsStrip() {
  const isDown = useDesk(sessionsAreDown);
  const since = useDesk(({ connections, clockOffsetMs }) => connections.sessions.since + clockOffsetMs);
  const send = useCommand();
  if (!isDown) return null;
  return (
    <Banner
      tone="warning"
      icon="lost"
      actions={
        <Button size="small" onClick={() => send({ type: 'tryConnection', kind: 'sessions' })}>
          Try now
        </Button>
      }
    >
      No session manager has answered since <span className="numeric">{clockTimeToTheSecond(since)}</span>, so
      chats and action items are shown as they were last known. What you write is kept on this computer and
      sent once. Calls go on.
    </Banner>
  );
}
