import { type RefObject, useRef } from 'react';
import { Toolbar } from 'react-aria-components';
import { ToolButton } from '../../parts/tool-button.tsx';
import { useCommand, useDeskMade, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { openPopover, togglePopover } from '../../state/ui-store.ts';
import { DialPopover } from '../dial/dial-popover.tsx';
import { KeypadPopover } from '../dial/keypad-popover.tsx';
import { PassOnPopover } from '../dial/pass-on-popover.tsx';
import { ariaShortcut, type ShortcutName, shortcutText } from '../shortcuts.ts';
import { callTools } from './call-tools.ts';
import { type CallTools, toolOrder } from './tool.ts';

const keysOf: Readonly<Partial<Record<keyof CallTools, ShortcutName>>> = {
  first: 'hold',
  mute: 'mute',
  keypad: 'keypad',
  release: 'release',
};

/** The call's buttons: one stop of the Tab key, arrow keys between them. */
export function CallToolbar() {
  const tools = useDeskMade(callTools);
  const anchors = {
    keypad: useRef<HTMLButtonElement>(null),
    consult: useRef<HTMLButtonElement>(null),
    transfer: useRef<HTMLButtonElement>(null),
    conference: useRef<HTMLButtonElement>(null),
  };
  return (
    <>
      <Toolbar className="tools" aria-label="Call">
        {toolOrder.map((place) => (
          <PlacedTool
            key={place}
            place={place}
            tools={tools}
            anchor={place in anchors ? anchors[place as keyof typeof anchors] : undefined}
          />
        ))}
      </Toolbar>
      <DialPopover anchor={anchors.keypad} />
      <KeypadPopover anchor={anchors.keypad} />
      <PassOnPopover kind="consult" anchor={anchors.consult} />
      <PassOnPopover kind="transfer" anchor={anchors.transfer} />
      <PassOnPopover kind="conference" anchor={anchors.conference} />
    </>
  );
}

interface PlacedToolProps {
  readonly place: keyof CallTools;
  readonly tools: CallTools;
  readonly anchor: RefObject<HTMLButtonElement | null> | undefined;
}

function PlacedTool({ place, tools, anchor }: PlacedToolProps) {
  const { bridge, ui } = useDeskTools();
  const send = useCommand();
  const open = useUi((state) => state.open);
  const { word, label, icon, tone, pressed, off, action } = tools[place];
  const name = word === 'Answer' ? 'answer' : word === 'Reject' ? undefined : keysOf[place];
  const onPress = (): void => {
    if (action.do === 'open') {
      togglePopover(ui, action.popover);
      return;
    }
    openPopover(ui, null);
    send(action.command);
  };
  return (
    <ToolButton
      {...(anchor ? { ref: anchor } : {})}
      word={word}
      label={label}
      icon={icon}
      tone={tone}
      pressed={pressed}
      expanded={action.do === 'open' ? open === action.popover : undefined}
      shortcut={name && shortcutText(name, bridge.platform)}
      ariaShortcut={name && ariaShortcut(name, bridge.platform)}
      off={off}
      onPress={onPress}
    />
  );
}
