import { Icon } from '../../parts/icon.tsx';
import { useDeskTools, useUi } from '../../state/desk-context.tsx';
import { togglePanel } from '../../state/ui-store.ts';
import { ariaShortcut, shortcutText } from '../shortcuts.ts';

/** The title bar's way to the settings, for whoever is logged in and for IT at a desk that cannot log in. */
export function SettingsButton() {
  const { ui, bridge } = useDeskTools();
  const isOpen = useUi(({ panel }) => panel !== null);
  return (
    <button
      type="button"
      aria-label="Settings"
      title={`Settings (${shortcutText('settings', bridge.platform)})`}
      aria-keyshortcuts={ariaShortcut('settings', bridge.platform)}
      aria-expanded={isOpen}
      onClick={() => togglePanel(ui, 'settings')}
    >
      <Icon name="settings" size="small" />
    </button>
  );
}
