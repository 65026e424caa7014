import { useRef } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { PopoverPanel } from '../../parts/popover.tsx';
import { useDeskTools, useUi } from '../../state/desk-context.tsx';
import { openPopover, togglePopover } from '../../state/ui-store.ts';
import { AudioSettings } from './audio-settings.tsx';

/** The title bar's settings: microphone, speaker, ringer. */
export function AudioButton() {
  const button = useRef<HTMLButtonElement>(null);
  const { ui } = useDeskTools();
  const isOpen = useUi((state) => state.open === 'audio');
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label="Sound settings"
        title="Sound settings"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => togglePopover(ui, 'audio')}
      >
        <Icon name="speaker" size="small" />
      </button>
      <PopoverPanel
        anchor={button}
        isOpen={isOpen}
        onClose={() => openPopover(ui, null)}
        label="Sound settings"
        look="audio-popover"
        at="bottom end"
      >
        <AudioSettings />
      </PopoverPanel>
    </>
  );
}
