import type { RefObject } from 'react';
import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import { PopoverPanel } from '../../parts/popover.tsx';
import { useCommand, useDesk, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { toolbarSession } from '../../state/selectors.ts';
import { openPopover } from '../../state/ui-store.ts';
import { NumberForm } from './number-form.tsx';

type Kind = 'consult' | 'transfer' | 'conference';

const words = {
  consult: {
    title: 'Consult',
    note: 'The caller waits on hold while you talk to someone else.',
    action: 'Consult',
  },
  transfer: {
    title: 'Transfer',
    note: 'The call goes there at once, and leaves you.',
    action: 'Transfer now',
  },
  conference: {
    title: 'Conference',
    note: 'You talk to them first; then press Conference and all are together.',
    action: 'Call them',
  },
} as const;

export interface PassOnPopoverProps {
  readonly kind: Kind;
  readonly anchor: RefObject<HTMLElement | null>;
}

/** Whom to consult, to transfer to or to bring in. */
export function PassOnPopover({ kind, anchor }: PassOnPopoverProps) {
  const { ui } = useDeskTools();
  const isOpen = useUi((state) => state.open === kind);
  const callId = useDesk((desk) => toolbarSession(desk)?.id ?? null);
  const send = useCommand();
  const close = (): void => openPopover(ui, null);
  const { title, note, action } = words[kind];
  return (
    <PopoverPanel
      anchor={anchor}
      isOpen={isOpen && callId !== null}
      onClose={close}
      label={title}
      look="dial-popover"
    >
      <NumberForm
        title={title}
        note={note}
        action={action}
        icon={kind}
        tone="primary"
        withKeypad={false}
        onNumber={(number) => {
          close();
          if (callId !== null) send(commandFor(kind, callId, number));
        }}
      />
    </PopoverPanel>
  );
}

/** A conference begins as a consultation (CTI OS: ConsultationCallRequest, then ConferenceCallRequest). */
function commandFor(kind: Kind, callId: string, number: string): DeskCommand {
  return { type: kind === 'transfer' ? 'blindTransfer' : 'consult', callId, number };
}
