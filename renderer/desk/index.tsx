import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { DeskProvider } from '../state/desk-context.tsx';
import { createDeskTools } from '../state/desk-tools.ts';
import { systemClock } from '../state/server-clock.ts';
import { DeskWindow } from './desk-window.tsx';
import { bridgeOf } from './window-bridge.ts';

/** The desk speaks English whatever the system does; arrow keys and placements follow the page's direction. */
const locale = document.documentElement.dir === 'rtl' ? 'en-Arab' : 'en-GB';
const root = document.getElementById('root');
const bridge = bridgeOf(window);
if (root && bridge) {
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale={locale}>
        <DeskProvider tools={createDeskTools(bridge, systemClock)}>
          <DeskWindow />
        </DeskProvider>
      </I18nProvider>
    </StrictMode>,
  );
} else if (root) {
  root.textContent = 'This page is a part of Switchhook and works only inside it.';
}
