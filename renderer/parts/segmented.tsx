import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

export interface SegmentedOption {
  readonly id: string;
  readonly label: string;
  readonly off?: boolean;
}

export interface SegmentedProps {
  readonly label: string;
  readonly options: readonly SegmentedOption[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
}

/** A few options side by side, one of them chosen. */
export function Segmented({ label, options, value, onChange }: SegmentedProps) {
  return (
    <ToggleButtonGroup
      className="segmented"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection={value !== null}
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const [first] = keys;
        if (first !== undefined && first !== value) onChange(String(first));
      }}
    >
      {options.map(({ id, label: text, off = false }) => (
        <ToggleButton key={id} id={id} isDisabled={off}>
          {text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
