import { type Ref, useId } from 'react';
import { IconButton } from '../../parts/button.tsx';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it, once it was asked for. */
  readonly error: string | null;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Where a number is written; it reads from left to right in every language. */
export function NumberField({ label, value, onChange, error, ref }: NumberFieldProps) {
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className="field number-field">
        <input
          id={id}
          ref={ref}
          className="numeric grow"
          dir="ltr"
          type="tel"
          autoComplete="off"
          maxLength={60}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : `${id}-error`}
        />
        {value !== '' && (
          <IconButton
            icon="backspace"
            label="Delete the last digit"
            onClick={() => onChange(value.slice(0, -1))}
          />
        )}
      </div>
      {error !== null && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
