import type { Ref } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.tsx';

export interface ToolButtonProps {
  readonly word: string;
  /** In full, where the word alone does not say what it does. */
  readonly label?: string | undefined;
  readonly icon: IconName;
  readonly tone?: 'answer' | 'release' | undefined;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly shortcut?: string | undefined;
  readonly ariaShortcut?: string | undefined;
  /** Why it is off; null: it is on. A button that is off keeps its place and its focus, and says why. */
  readonly off: string | null;
  readonly onPress: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button of the toolbar: icon above word. */
export function ToolButton(props: ToolButtonProps) {
  const { word, label, icon, tone, pressed, expanded, shortcut, ariaShortcut, off, onPress, ref } = props;
  const title = off ?? (shortcut ? `${label ?? word} (${shortcut})` : (label ?? word));
  return (
    <button
      ref={ref}
      type="button"
      className={tone ? `tool ${tone}` : 'tool'}
      title={title}
      {...(label ? { 'aria-label': label } : {})}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded, 'aria-haspopup': 'dialog' as const })}
      {...(ariaShortcut ? { 'aria-keyshortcuts': ariaShortcut } : {})}
      aria-disabled={off !== null}
      onClick={off === null ? onPress : undefined}
    >
      <Icon name={icon} />
      <span>{word}</span>
    </button>
  );
}
