import { Label, Radio, RadioGroup } from 'react-aria-components';

export interface RadioOption {
  readonly id: string;
  readonly label: string;
  /** The key that chooses it. */
  readonly key?: string | undefined;
}

export interface RadioOptionsProps {
  /** Its words above the options, or the id of words that stand elsewhere. */
  readonly label: string | { readonly id: string };
  /** The ids of what describes it. */
  readonly describedBy?: string;
  readonly options: readonly RadioOption[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
  readonly isRequired?: boolean;
}

/** One of a list, each with the number key that chooses it. */
export function RadioOptions(props: RadioOptionsProps) {
  const { label, describedBy, options, value, onChange, isRequired = false } = props;
  return (
    <RadioGroup
      value={value}
      onChange={onChange}
      isRequired={isRequired}
      {...(typeof label === 'string' ? {} : { 'aria-labelledby': label.id })}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
    >
      {typeof label === 'string' && <Label className="label">{label}</Label>}
      <div className="options">
        {options.map(({ id, label: text, key }) => (
          <Radio key={id} value={id} className={({ isSelected }) => (isSelected ? 'option on' : 'option')}>
            <span className="radio" aria-hidden="true" />
            <span>{text}</span>
            {key && (
              <span className="key" aria-hidden="true">
                {key}
              </span>
            )}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
