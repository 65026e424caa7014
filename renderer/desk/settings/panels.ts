import type { ComponentType } from 'react';
import type { PanelName } from '../../state/ui-store.ts';
import { DiagnosticsPanel } from '../diagnostics/diagnostics-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';

/** What the settings screen has, in the order of its tabs. */
export const panels: Readonly<Record<PanelName, { readonly title: string; readonly Panel: ComponentType }>> =
  {
    settings: { title: 'Settings', Panel: SettingsPanel },
    diagnostics: { title: 'Diagnostics', Panel: DiagnosticsPanel },
  };
