import { useEffect } from 'react';
import { useDeskTools } from '../../state/desk-context.tsx';
import { togglePanel } from '../../state/ui-store.ts';
import { shortcutOf } from '../shortcuts.ts';

/** Opens the settings, and closes them, on the desk and before a login. */
export function useSettingsShortcut(): void {
  const { ui, bridge } = useDeskTools();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat || shortcutOf(event, bridge.platform)?.name !== 'settings') return;
      event.preventDefault();
      togglePanel(ui, 'settings');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [ui, bridge]);
}
