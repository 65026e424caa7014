import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { PopoverPanel } from '../../parts/popover.tsx';
import { useCommand, useDesk, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { toolbarSession } from '../../state/selectors.ts';
import { openPopover } from '../../state/ui-store.ts';
import { Keypad } from './keypad.tsx';

interface KeypadPopoverProps {
  readonly anchor: RefObject<HTMLElement | null>;
}

/** Digits into the call (RFC 4733): press the keys here or on the keyboard; each goes out at once. */
export function KeypadPopover({ anchor }: KeypadPopoverProps) {
  const { ui } = useDeskTools();
  const isOpen = useUi((state) => state.open === 'keypad');
  const callId = useDesk((desk) => toolbarSession(desk)?.id ?? null);
  return (
    <PopoverPanel
      anchor={anchor}
      isOpen={isOpen && callId !== null}
      onClose={() => openPopover(ui, null)}
      label="Keypad"
      look="dial-popover"
    >
      {callId !== null && <Digits key={callId} callId={callId} />}
    </PopoverPanel>
  );
}

function Digits({ callId }: { readonly callId: string }) {
  const send = useCommand();
  const [sent, setSent] = useState('');
  const keys = useRef<HTMLFieldSetElement>(null);
  useEffect(() => keys.current?.focus(), []);
  const press = (digit: string): void => {
    setSent((before) => `${before}${digit}`);
    send({ type: 'digits', callId, digits: digit });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!/^[0-9*#]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    press(event.key);
  };
  return (
    <fieldset
      className="number-form"
      aria-label="Digits into the call"
      ref={keys}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <output className="field sent-digits numeric" aria-label="Sent">
        <bdi className="cut">{sent || <span className="ink-3">Type or press the keys</span>}</bdi>
      </output>
      <Keypad onKey={press} />
    </fieldset>
  );
}
