import { Switch as AriaSwitch } from 'react-aria-components';

export interface SwitchProps {
  /** The id of the words that name it. */
  readonly labelledBy: string;
  readonly describedBy?: string | undefined;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** On or off, and says so beside it. */
export function Switch({ labelledBy, describedBy, isOn, onChange }: SwitchProps) {
  return (
    <AriaSwitch
      className="switch"
      aria-labelledby={labelledBy}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
      isSelected={isOn}
      onChange={onChange}
    >
      <span className="switch-track" aria-hidden="true" />
      {isOn ? 'On' : 'Off'}
    </AriaSwitch>
  );
}
