import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.tsx';

export interface ChipProps {
  readonly tone?: 'plain' | 'ok' | 'warn' | 'bad' | 'blue';
  readonly icon?: IconName;
  readonly place?: string;
  readonly children: ReactNode;
}

/** A short remark beside a name. */
export function Chip({ tone = 'plain', icon, place, children }: ChipProps) {
  return (
    <span className={['chip', tone === 'plain' ? '' : tone, place ?? ''].filter(Boolean).join(' ')}>
      {icon && <Icon name={icon} size="tiny" />}
      {children}
    </span>
  );
}
