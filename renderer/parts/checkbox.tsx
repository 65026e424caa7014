import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';
import { Icon } from './icon.tsx';

export interface CheckboxProps {
  /** The id of what is said beside its words. */
  readonly describedBy?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}

/** A choice that is taken with what it stands in: a form's, not a setting's. */
export function Checkbox({ describedBy, isOn, onChange, children }: CheckboxProps) {
  return (
    <AriaCheckbox
      className="checkbox"
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
      isSelected={isOn}
      onChange={onChange}
    >
      <span className="checkbox-box" aria-hidden="true">
        <Icon name="check" size="small" />
      </span>
      {children}
    </AriaCheckbox>
  );
}
