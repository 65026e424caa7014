import { type IconName, icons } from './icons.tsx';

export interface IconProps {
  readonly name: IconName;
  readonly size?: 'tiny' | 'small' | 'medium' | 'large' | 'huge';
  readonly className?: string;
}

/** Arrows follow the direction of reading; handsets and clocks do not. */
const flips: ReadonlySet<IconName> = new Set(['transfer', 'backspace']);

/** A picture beside a word, never alone: screen readers pass over it. */
export function Icon({ name, size = 'medium', className = '' }: IconProps) {
  const classes = ['icon', size === 'medium' ? '' : `icon-${size}`, flips.has(name) ? 'flip' : '', className];
  return (
    <svg className={classes.filter(Boolean).join(' ')} viewBox="0 0 24 24" aria-hidden="true">
      {icons[name]}
    </svg>
  );
}
