import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.tsx';

export interface EmptyStateProps {
  readonly icon: IconName;
  /** What is empty. */
  readonly title: string;
  /** Why, or what fills it. */
  readonly children: ReactNode;
  /** At most two. */
  readonly actions?: ReactNode;
  readonly level?: 1 | 2 | 3;
}

/** A panel with nothing in it yet. */
export function EmptyState({ icon, title, children, actions, level = 3 }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="empty">
      <Icon name={icon} size="huge" />
      <Heading className="text-lg">{title}</Heading>
      <p className="text-sm ink-2">{children}</p>
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
