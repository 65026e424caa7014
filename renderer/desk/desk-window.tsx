import { useDesk, useDeskIsThere } from '../state/desk-context.tsx';
import { isAtWork } from '../state/selectors.ts';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { TitleBar } from './frame/title-bar.tsx';
import { LoginScreen } from './login/login-screen.tsx';
import { deskScreenFile } from './read-desk-screen.tsx';
import { useSettingsShortcut } from './settings/use-settings-shortcut.ts';

/** The whole window: the login screen, or the desk of the agent who is logged in. */
export function DeskWindow() {
  const there = useDeskIsThere();
  return <ErrorBoundary what="This window">{there ? <Screen /> : <Opening />}</ErrorBoundary>;
}

function Screen() {
  useSettingsShortcut();
  if (!useDesk(isAtWork)) return <LoginScreen />;
  return <deskScreenFile.OnceRead meanwhile={<Opening />} />;
}

/** The moment before main has sent its first state, or before the desk's screen was read. */
function Opening() {
  return (
    <div className="login">
      <header>
        <TitleBar />
      </header>
      <main className="card" aria-busy="true">
        <p className="login-form ink-2" role="status">
          Opening the desk
        </p>
      </main>
    </div>
  );
}
