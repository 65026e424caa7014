import { mostTabs, openSessions } from '../../../contract/desk/tabs.ts';
import { Button } from '../../parts/button.tsx';
import { useCommand, useDesk, useDeskTools } from '../../state/desk-context.tsx';
import { desktopSettings } from '../../state/selectors.ts';

/** Opens a session that the contact centre does not know of. It takes one of the agent's six. */
export function NewManualSession({ look }: { readonly look: 'quiet' | 'plain' }) {
  const { ui } = useDeskTools();
  const send = useCommand();
  const off = useDesk((desk) => {
    const { voice, chat, action, manual } = openSessions(desk.sessions);
    const most = mostTabs(desktopSettings(desk));
    return voice + chat + action + manual >= most ? `All ${most} sessions are in use` : null;
  });
  return (
    <Button
      tone={look}
      {...(look === 'plain' ? { size: 'small' as const } : { title: 'New manual session' })}
      icon="manual"
      off={off}
      onClick={() => {
        ui.setState({ focusNext: 'manual-title' });
        send({ type: 'openManualSession', title: '' });
      }}
    >
      <span>New manual session</span>
    </Button>
  );
}
