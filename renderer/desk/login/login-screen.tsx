import { never } from '../../../contract/result.ts';
import { useDesk, useUi } from '../../state/desk-context.tsx';
import { ErrorBoundary } from '../frame/error-boundary.tsx';
import { TitleBar } from '../frame/title-bar.tsx';
import { SettingsScreenOnceRead } from '../settings/read-settings-screen.tsx';
import { LoginForm } from './login-form.tsx';
import { LoginPostponed } from './login-postponed.tsx';
import { LoginProgress } from './login-progress.tsx';

/** The window's content while nobody is logged in. */
export function LoginScreen() {
  const isSet = useUi(({ panel }) => panel !== null);
  return (
    <div className="login">
      <header>
        <TitleBar />
      </header>
      {isSet ? (
        <main className="sheet settings-sheet">
          <ErrorBoundary what="The settings">
            <SettingsScreenOnceRead />
          </ErrorBoundary>
        </main>
      ) : (
        <main className="card">
          <ErrorBoundary what="The login">
            <Phase />
          </ErrorBoundary>
        </main>
      )}
    </div>
  );
}

function Phase() {
  const login = useDesk((desk) => desk.login);
  switch (login.phase) {
    case 'logged-out':
    case 'displaced':
      return <LoginForm />;
    case 'logging-in':
      return <LoginProgress login={login} />;
    case 'postponed':
      return <LoginPostponed login={login} />;
    case 'logged-in':
    case 'logging-out':
      return null;
    default:
      return never(login);
  }
}
