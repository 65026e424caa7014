import type { ReactNode } from 'react';
import { Icon } from '../../parts/icon.tsx';
import type { IconName } from '../../parts/icons.tsx';

export interface NoticeProps {
  readonly icon: IconName;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly isAlert?: boolean;
  /** Nothing is wrong: something is asked. */
  readonly isQuestion?: boolean;
}

/** A box among the fields of the login: what is to be known, and what can be done about it. Screen readers read it out. */
export function Notice({ icon, title, children, actions, isAlert = false, isQuestion = false }: NoticeProps) {
  return (
    <div className={`error-box notice ${isQuestion ? 'question' : ''}`} role={isAlert ? 'alert' : 'status'}>
      <Icon name={icon} />
      <b>{title}</b>
      <span>{children}</span>
      {actions && <span className="row">{actions}</span>}
    </div>
  );
}
