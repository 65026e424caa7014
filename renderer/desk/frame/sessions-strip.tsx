import { useDesk } from '../../state/desk-context.tsx';
import { sessionsAreDown } from '../../state/selectors.ts';
import { SilentService } from './silent-service.tsx';

/** No session manager answers: chats and action items stand as they were, and calls go on. */
export function SessionsStrip() {
  if (!useDesk(sessionsAreDown)) return null;
  return (
    <SilentService kind="sessions" tone="warning" lead="No session manager has answered since">
      so chats and action items are shown as they were last known. What you write is kept on this computer and
      sent once. Calls go on.
    </SilentService>
  );
}
