import { useDesk, useDeskIsThere } from '../state/desk-context.tsx';
import { DeskScreen } from './desk-screen.tsx';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { TitleBar } from './frame/title-bar.tsx';
import { LoginScreen } from './login/login-screen.tsx';

/** The whole window: the login screen, or the desk of the agent who is logged in. */
export function DeskWindow() {
  const there = useDeskIsThere();
  return <ErrorBoundary what="This window">{there ? <Screen /> : <Opening />}</ErrorBoundary>;
}

function Screen() {
  const atWork = useDesk(
    ({ login, sessions }) =>
      login.phase === 'logged-in' ||
      login.phase === 'logging-out' ||
      // Taken over in mid-call: the call is still here, and so are its buttons.
      (login.phase === 'displaced' && sessions.length > 0),
  );
  return atWork ? <DeskScreen /> : <LoginScreen />;
}

/** The moment before main has sent its first state. */
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
