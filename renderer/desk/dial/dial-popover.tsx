import type { RefObject } from 'react';
import { PopoverPanel } from '../../parts/popover.tsx';
import { useCommand, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { openPopover } from '../../state/ui-store.ts';
import { NumberForm } from './number-form.tsx';

interface DialPopoverProps {
  readonly anchor: RefObject<HTMLElement | null>;
}

/** Dials out: write a number, press it, or call a recent one back. */
export function DialPopover({ anchor }: DialPopoverProps) {
  const { ui } = useDeskTools();
  const isOpen = useUi((state) => state.open === 'dial');
  const send = useCommand();
  const close = (): void => openPopover(ui, null);
  return (
    <PopoverPanel anchor={anchor} isOpen={isOpen} onClose={close} label="Dial" look="dial-popover">
      <NumberForm
        title="Dial"
        action="Call"
        icon="answer"
        tone="go"
        withKeypad
        onNumber={(number) => {
          close();
          send({ type: 'dial', number });
        }}
      />
    </PopoverPanel>
  );
}
