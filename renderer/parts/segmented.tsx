import { useId } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

export interface SegmentedOption {
  readonly id: string;
  readonly label: string;
  /** Why it cannot be chosen; null: it can. */
  readonly off: string | null;
}

export interface SegmentedProps {
  readonly label: string;
  readonly options: readonly SegmentedOption[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
}

/** A few options side by side, one of them chosen; under them, why others cannot be. */
export function Segmented({ label, options, value, onChange }: SegmentedProps) {
  const why = useId();
  const reasons = options.flatMap(({ label: text, off }) => (off === null ? [] : [`${text}: ${off}.`]));
  return (
    <>
      <ToggleButtonGroup
        className="segmented"
        aria-label={label}
        {...(reasons.length > 0 ? { 'aria-describedby': why } : {})}
        selectionMode="single"
        disallowEmptySelection={value !== null}
        selectedKeys={value === null ? [] : [value]}
        onSelectionChange={(keys) => {
          const [first] = keys;
          if (first !== undefined && first !== value) onChange(String(first));
        }}
      >
        {options.map(({ id, label: text, off }) => (
          <ToggleButton key={id} id={id} isDisabled={off !== null}>
            {text}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {reasons.length > 0 && (
        <p className="text-xs ink-2" id={why}>
          {reasons.join(' ')}
        </p>
      )}
    </>
  );
}
