import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DeskProvider } from '../state/desk-context.tsx';
import { createDeskTools } from '../state/desk-tools.ts';
import { systemClock } from '../state/server-clock.ts';
import { DeskWindow } from './desk-window.tsx';
import { bridgeOf } from './window-bridge.ts';

const root = document.getElementById('root');
const bridge = bridgeOf(window);
if (root && bridge) {
  createRoot(root).render(
    <StrictMode>
      <DeskProvider tools={createDeskTools(bridge, systemClock)}>
        <DeskWindow />
      </DeskProvider>
    </StrictMode>,
  );
} else if (root) {
  root.textContent = 'This page is a part of Switchhook and works only inside it.';
}
