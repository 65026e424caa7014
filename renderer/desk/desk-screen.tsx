import { useDesk } from '../state/desk-context.tsx';
import { selectedSession } from '../state/selectors.ts';
import { CallSheet } from './call/call-sheet.tsx';
import { NothingOpen } from './call/nothing-open.tsx';
import { RecentCalls } from './dial/recent-calls.tsx';
import { Announcer } from './frame/announcer.tsx';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { Strips } from './frame/strips.tsx';
import { TitleBar } from './frame/title-bar.tsx';
import { useKeptFocus } from './frame/use-kept-focus.ts';
import { useShortcuts } from './frame/use-shortcuts.ts';
import { Rail } from './rail/rail.tsx';
import { Toolbar } from './toolbar/toolbar.tsx';
import { WrapUpPanel } from './wrap-up/wrap-up-panel.tsx';

/** The desk of an agent who is logged in. */
export function DeskScreen() {
  const lost = useDesk(({ agent }) => agent?.known === 'lost');
  const sheet = useKeptFocus<HTMLElement>();
  useShortcuts();
  return (
    <div className="window">
      <header>
        <TitleBar />
        <Toolbar />
      </header>
      <Strips />
      <div className={lost ? 'desk lost' : 'desk'}>
        <Rail />
        <main className="sheet" ref={sheet} tabIndex={-1}>
          <ErrorBoundary what="The sheet">
            <Sheet />
          </ErrorBoundary>
        </main>
        <ErrorBoundary what="The side panel">
          <Side />
        </ErrorBoundary>
      </div>
      <Announcer />
    </div>
  );
}

function Sheet() {
  const session = useDesk(selectedSession);
  return session ? <CallSheet key={session.id} session={session} /> : <NothingOpen />;
}

function Side() {
  const session = useDesk(selectedSession);
  return session ? <WrapUpPanel key={session.id} session={session} /> : <RecentCalls />;
}
