import { type ReactNode, type RefObject, useEffect } from 'react';
import { Dialog, OverlayArrow, Popover } from 'react-aria-components';
import { whenFocusIsLost } from './lost-focus.ts';

export interface PopoverPanelProps {
  /** The button it belongs to and hangs from. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly label: string;
  /** A class for its width and inside. */
  readonly look: string;
  readonly at?: 'bottom' | 'bottom start' | 'bottom end' | 'top start';
  readonly children: ReactNode;
}

/**
 * A panel that hangs from a button. It takes the focus and gives it back, closes by Escape and when the focus goes
 * elsewhere, and lets every click through: with the keypad open, Release is still one click away.
 */
export function PopoverPanel(props: PopoverPanelProps) {
  const { anchor, isOpen, onClose, label, look, at = 'bottom', children } = props;
  useEffect(() => {
    if (!isOpen) return;
    return () => whenFocusIsLost(() => anchor.current?.focus());
  }, [isOpen, anchor]);
  return (
    <Popover
      triggerRef={anchor}
      isOpen={isOpen}
      onOpenChange={(open) => open || onClose()}
      isNonModal
      placement={at}
      offset={10}
      shouldCloseOnInteractOutside={(element) => !anchor.current?.contains(element)}
      className={`popover above ${look}`}
    >
      <OverlayArrow className="popover-arrow">
        <i />
      </OverlayArrow>
      <Dialog aria-label={label} className="popover-inside">
        {children}
      </Dialog>
    </Popover>
  );
}
