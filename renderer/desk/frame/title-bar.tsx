import { Icon } from '../../parts/icon.tsx';
import { useDesk, useDeskIsThere, useDeskTools } from '../../state/desk-context.tsx';
import { AudioButton } from '../audio/audio-button.tsx';
import { SettingsButton } from '../settings/settings-button.tsx';

/** Stands in for the system's title bar: drag it to move the window. */
export function TitleBar() {
  const there = useDeskIsThere();
  return (
    <div className="title-bar">
      <Icon name="mark" size="small" className="mark" />
      <b>Switchhook</b>
      {there && <Who />}
      <div className="window-controls">
        {there && <LoggedInControls />}
        {there && <SettingsButton />}
        <WindowControls />
      </div>
    </div>
  );
}

/** The profile, and who is logged in with it. */
function Who() {
  const profile = useDesk(({ login }) =>
    login.phase === 'logged-in' || login.phase === 'logging-out' ? login.profile : null,
  );
  const agentId = useDesk(({ login }) => ('agentId' in login ? login.agentId : ''));
  const name = useDesk(({ agent }) => agent?.name ?? '');
  if (profile === null) return null;
  return (
    <>
      <span className="separator" />
      <span className="cut">{profile}</span>
      <span className="separator wide-only" />
      <span className="wide-only cut">
        {name} <span className="numeric">{agentId}</span>
      </span>
    </>
  );
}

function LoggedInControls() {
  const loggedIn = useDesk(({ login }) => login.phase === 'logged-in');
  return loggedIn ? <AudioButton /> : null;
}

function WindowControls() {
  const { bridge } = useDeskTools();
  return (
    <>
      <button type="button" aria-label="Minimise" onClick={() => void bridge.window('minimise')}>
        <Icon name="minimise" size="small" />
      </button>
      <button
        type="button"
        aria-label="Maximise"
        className="maximise"
        onClick={() => void bridge.window('maximise')}
      >
        <Icon name="maximise" size="small" />
      </button>
      <button type="button" aria-label="Close" onClick={() => void bridge.window('close')}>
        <Icon name="close" size="small" />
      </button>
    </>
  );
}
