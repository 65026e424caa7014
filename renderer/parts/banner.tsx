import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.tsx';

export interface BannerProps {
  readonly tone: 'plain' | 'warning' | 'error';
  readonly icon: IconName;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly onDismiss?: (() => void) | undefined;
}

/** One honest sentence across the window, with what can be done about it. Errors interrupt a screen reader. */
export function Banner({ tone, icon, children, actions, onDismiss }: BannerProps) {
  return (
    <div className={`banner ${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <span className="grow">{children}</span>
      {actions}
      {onDismiss && <IconButton icon="close" label="Dismiss" onClick={onDismiss} />}
    </div>
  );
}
