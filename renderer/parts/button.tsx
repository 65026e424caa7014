import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.tsx';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'disabled'> {
  /** `primary`: the one thing to do; `go` and `end`: answer and release alone; `quiet`: without an edge. */
  readonly tone?: 'plain' | 'primary' | 'go' | 'end' | 'quiet';
  readonly size?: 'small' | 'medium' | 'big';
  readonly icon?: IconName;
  /** The keys that do the same. */
  readonly keys?: string;
  /** Extra classes of layout: `push`, `grow`. */
  readonly place?: string;
  /** Why it is off; null: it is on. A button that is off keeps its place and its focus, and says why. */
  readonly off?: string | null;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

/** A button of the desk. */
export function Button({
  tone = 'plain',
  size = 'medium',
  icon,
  keys,
  place,
  off = null,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const classes = ['button', tone === 'plain' ? '' : tone, size === 'medium' ? '' : size, place ?? ''];
  return (
    <button
      type="button"
      {...rest}
      {...(off === null ? { onClick } : { 'aria-disabled': true, title: off })}
      className={classes.filter(Boolean).join(' ')}
    >
      {icon && <Icon name={icon} size={size === 'big' ? 'medium' : 'small'} />}
      {children}
      {keys && (
        <span className="key" aria-hidden="true">
          {keys}
        </span>
      )}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  readonly icon: IconName;
  /** Its name, for screen readers and as the tool tip. */
  readonly label: string;
  readonly place?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is an icon alone. */
export function IconButton({ icon, label, place, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={place ? `icon-button ${place}` : 'icon-button'}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} size="small" />
    </button>
  );
}
