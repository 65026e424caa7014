import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { DeskProvider } from '../state/desk-context.tsx';
import { createDeskTools } from '../state/desk-tools.ts';
import { firstState } from '../state/first-state.ts';
import { isAtWork } from '../state/selectors.ts';
import { systemClock } from '../state/server-clock.ts';
import { DeskWindow } from './desk-window.tsx';
import { deskScreenFile } from './read-desk-screen.tsx';
import { bridgeOf } from './window-bridge.ts';

/** The desk speaks English whatever the system does; arrow keys and placements follow the page's direction. */
const locale = document.documentElement.dir === 'rtl' ? 'en-Arab' : 'en-GB';
/** So long the first drawing waits for main's state, milliseconds: without it, the window would be drawn twice. */
const patienceMs = 100;
const root = document.getElementById('root');
const bridge = bridgeOf(window);
if (root && bridge) {
  const tools = createDeskTools(bridge, systemClock);
  const draw = (): void =>
    createRoot(root).render(
      <StrictMode>
        <I18nProvider locale={locale}>
          <DeskProvider tools={tools}>
            <DeskWindow />
          </DeskProvider>
        </I18nProvider>
      </StrictMode>,
    );
  const start = async (): Promise<void> => {
    await firstState(tools.desk, patienceMs);
    const { desk } = tools.desk.getState();
    // A window that is loaded again in mid-call draws the call at once.
    if (desk && isAtWork(desk)) await deskScreenFile.read();
    draw();
    requestIdleCallback(afterDrawing, { timeout: 1_000 });
  };
  const afterDrawing = (): void => {
    void bridge.drawn();
    void deskScreenFile.read();
  };
  void start();
} else if (root) {
  root.textContent = 'This page is a part of Switchhook and works only inside it.';
}
