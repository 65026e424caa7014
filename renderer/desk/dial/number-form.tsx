import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, type ButtonProps } from '../../parts/button.tsx';
import { Keypad } from './keypad.tsx';
import { dialable } from './number.ts';
import { NumberField } from './number-field.tsx';
import { RecentNumbers } from './recent-numbers.tsx';

export interface NumberFormProps {
  readonly title: string;
  /** Under the title: what happens with the number. */
  readonly note?: string;
  readonly action: string;
  readonly icon: NonNullable<ButtonProps['icon']>;
  readonly tone: NonNullable<ButtonProps['tone']>;
  readonly withKeypad: boolean;
  readonly onNumber: (number: string) => void;
  readonly children?: ReactNode;
}

/** A number to write, to press or to choose among the recent ones, and the one thing to do with it. */
export function NumberForm(props: NumberFormProps) {
  const { title, note, action, icon, tone, withKeypad, onNumber, children } = props;
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const number = dialable(text);
  const error = asked && number === null ? wrongNumber(text) : null;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (number === null) field.current?.focus();
    else onNumber(number);
  };
  return (
    <form className="number-form" onSubmit={onSubmit}>
      <div>
        <h2 className="text-lg">{title}</h2>
        {note && <p className="text-xs ink-2">{note}</p>}
      </div>
      <NumberField label="Number" value={text} onChange={setText} error={error} ref={field} />
      {withKeypad && <Keypad onKey={(key) => setText(`${text}${key}`)} />}
      {children}
      <Button type="submit" tone={tone} size="big" icon={icon}>
        {action}
      </Button>
      <RecentNumbers onChoose={setText} />
    </form>
  );
}

function wrongNumber(text: string): string {
  return text.trim() === ''
    ? 'Write the number to call.'
    : 'That cannot be dialled. A number has digits, and may have + at its beginning, * and #.';
}
