import type { DeskSession } from '../../contract/desk/desk-state.ts';
import { never } from '../../contract/result.ts';
import { useDesk, useUi } from '../state/desk-context.tsx';
import { selectedSession } from '../state/selectors.ts';
import { ActionItemSheet } from './action-item/action-item-sheet.tsx';
import { CallSheet } from './call/call-sheet.tsx';
import { NothingOpen } from './call/nothing-open.tsx';
import { ChatSheet } from './chat/chat-sheet.tsx';
import { RecentCalls } from './dial/recent-calls.tsx';
import { Announcer } from './frame/announcer.tsx';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { Strips } from './frame/strips.tsx';
import { TitleBar } from './frame/title-bar.tsx';
import { useKeptFocus } from './frame/use-kept-focus.ts';
import { useShortcuts } from './frame/use-shortcuts.ts';
import { ActionItemPanel, ChatPanel } from './interaction/interaction-panel.tsx';
import { ManualSheet } from './manual/manual-sheet.tsx';
import { Rail } from './rail/rail.tsx';
import { SettingsScreenOnceRead } from './settings/read-settings-screen.tsx';
import { Toolbar } from './toolbar/toolbar.tsx';
import { WrapUpPanel } from './wrap-up/wrap-up-panel.tsx';

/** The desk of an agent who is logged in. */
export function DeskScreen() {
  const lost = useDesk(({ agent }) => agent?.known === 'lost');
  const isSet = useUi(({ panel }) => panel !== null);
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
        <main className={isSet ? 'sheet settings-sheet' : 'sheet'} ref={sheet} tabIndex={-1}>
          {isSet ? (
            <ErrorBoundary what="The settings" key="settings">
              <SettingsScreenOnceRead />
            </ErrorBoundary>
          ) : (
            <ErrorBoundary what="The sheet" key="sheet">
              <Sheet />
            </ErrorBoundary>
          )}
        </main>
        {!isSet && (
          <ErrorBoundary what="The side panel">
            <Side />
          </ErrorBoundary>
        )}
      </div>
      <Announcer />
    </div>
  );
}

function Sheet() {
  const session = useDesk(selectedSession);
  return session ? <OpenSheet key={session.id} session={session} /> : <NothingOpen />;
}

function Side() {
  const session = useDesk(selectedSession);
  return session ? <OpenSide key={session.id} session={session} /> : <RecentCalls />;
}

function OpenSheet({ session }: { readonly session: DeskSession }) {
  switch (session.kind) {
    case 'voice':
      return <CallSheet session={session} />;
    case 'chat':
      return <ChatSheet session={session} />;
    case 'action':
      return <ActionItemSheet session={session} />;
    case 'manual':
      return <ManualSheet session={session} />;
    default:
      return never(session);
  }
}

function OpenSide({ session }: { readonly session: DeskSession }) {
  switch (session.kind) {
    case 'voice':
      return <WrapUpPanel session={session} />;
    case 'chat':
      return <ChatPanel session={session} />;
    case 'action':
      return session.phase === 'offered' ? <RecentCalls /> : <ActionItemPanel session={session} />;
    case 'manual':
      return <RecentCalls />;
    default:
      return never(session);
  }
}
