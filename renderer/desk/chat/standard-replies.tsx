import { useRef } from 'react';
import { Autocomplete, Input, Menu, MenuItem, SearchField, Text, useFilter } from 'react-aria-components';
import type { DesktopSettings } from '../../../contract/configuration/desktop-settings.ts';
import { Button } from '../../parts/button.tsx';
import { PopoverPanel } from '../../parts/popover.tsx';
import { useDesk, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { desktopSettings } from '../../state/selectors.ts';
import { openPopover, togglePopover } from '../../state/ui-store.ts';
import { ariaShortcut, shortcutText } from '../shortcuts.ts';

type Reply = NonNullable<DesktopSettings['standardReplies']>[number];

const none: readonly Reply[] = [];

/** The cluster's texts: found by a few letters of title or text, chosen with the arrow keys and Enter. */
export function StandardReplies({ onChoose }: { readonly onChoose: (text: string) => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const { ui, bridge } = useDeskTools();
  const isOpen = useUi((state) => state.open === 'standard-replies');
  const replies = useDesk((desk) => desktopSettings(desk)?.standardReplies ?? none);
  return (
    <>
      <Button
        ref={button}
        tone="quiet"
        icon="bullets"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-keyshortcuts={ariaShortcut('replies', bridge.platform)}
        title={`Standard replies (${shortcutText('replies', bridge.platform)})`}
        off={replies.length === 0 ? 'The cluster has no standard replies' : null}
        onClick={() => togglePopover(ui, 'standard-replies')}
      >
        Standard replies
      </Button>
      <PopoverPanel
        anchor={button}
        isOpen={isOpen && replies.length > 0}
        onClose={() => openPopover(ui, null)}
        label="Standard replies"
        look="standard-replies"
        at="top start"
      >
        <Choose
          replies={replies}
          onChoose={(text) => {
            openPopover(ui, null);
            onChoose(text);
          }}
        />
      </PopoverPanel>
    </>
  );
}

interface ChooseProps {
  readonly replies: readonly Reply[];
  readonly onChoose: (text: string) => void;
}

function Choose({ replies, onChoose }: ChooseProps) {
  const { contains } = useFilter({ sensitivity: 'base' });
  const items = replies.map((reply, index) => ({ id: String(index), ...reply }));
  return (
    <Autocomplete filter={contains}>
      <SearchField autoFocus aria-label="Find a standard reply" className="standard-replies-search">
        <Input className="field" placeholder="A word of its title or text" />
      </SearchField>
      <Menu
        className="menu"
        aria-label="Standard replies"
        items={items}
        renderEmptyState={() => <p className="text-sm ink-2 none-found">None has these letters.</p>}
        onAction={(key) => {
          const chosen = replies[Number(key)];
          if (chosen) onChoose(chosen.text);
        }}
      >
        {({ title, text }) => (
          <MenuItem className="menu-item" textValue={`${title} ${text}`}>
            <Text slot="label">{title}</Text>
            <Text slot="description" className="cut">
              {text}
            </Text>
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  );
}
