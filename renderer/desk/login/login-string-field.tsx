import { type CSSProperties, type FocusEvent, type RefObject, useId, useState } from 'react';
import { loginParts } from '../../../contract/login-string/parse-login-string.ts';
import type { LoginPart, LoginPartName, LoginStringFailure } from '../../../contract/login-string/parts.ts';
import { IconButton } from '../../parts/button.tsx';
import { partAt, partNames } from './login-words.ts';

export interface LoginStringFieldProps {
  readonly value: string;
  /** What is wrong, where it is to be shown. */
  readonly failure: LoginStringFailure | null;
  readonly onChange: (text: string) => void;
  /** The field was left, and not for Log in. */
  readonly onLeave: () => void;
  /** The input itself, for whoever sends the caret somewhere. */
  readonly field: RefObject<HTMLInputElement | null>;
}

/**
 * A login string with its parts shown as they are typed. One real input does the work (keyboard, IME, selection,
 * screen readers); its letters are transparent, and over it lie the same letters in the same places, the password's
 * as dots, each part with its name.
 */
export function LoginStringField({ value, failure, onChange, onLeave, field }: LoginStringFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const [view, setView] = useState<View>({ caret: null, scrolled: 0 });
  const parts = loginParts(value);
  const current = view.caret === null ? null : partAt(parts, view.caret);
  const look = (): void => setView(viewOf(field.current));
  const onBlur = (event: FocusEvent): void => {
    setView((before) => ({ ...before, caret: null }));
    const next = event.relatedTarget;
    if (!(next instanceof HTMLButtonElement && next.type === 'submit')) onLeave();
  };
  return (
    <div>
      <label className="label" htmlFor={id}>
        Login string
      </label>
      <div className="login-string">
        <div className="login-string-view">
          <div className="letters-window" aria-hidden="true">
            <div className="letters" style={{ transform: `translateX(${-view.scrolled}px)` }}>
              {parts.map((part, index) => (
                <Part
                  key={part.name}
                  part={part}
                  isLast={index === parts.length - 1}
                  isCurrent={part.name === current}
                  isBad={part.name === failure?.part}
                  isMasked={part.name === 'password' && !shown}
                />
              ))}
            </div>
          </div>
          <input
            id={id}
            ref={field}
            type="text"
            dir="ltr"
            value={value}
            placeholder="agent;password;device"
            maxLength={512}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby={`${id}-parts`}
            aria-invalid={failure !== null}
            onChange={(event) => {
              onChange(event.target.value);
              look();
            }}
            onSelect={look}
            onScroll={look}
            onFocus={look}
            onBlur={onBlur}
          />
        </div>
        <IconButton
          icon={shown ? 'eyeClosed' : 'eye'}
          label={shown ? 'Hide the password' : 'Show the password'}
          place="push"
          onClick={() => setShown(!shown)}
        />
      </div>
      <span id={`${id}-parts`} className="visually-hidden" aria-live="polite">
        {placeWords(current)}
      </span>
    </div>
  );
}

interface View {
  /** Where the caret is; null while the field has no focus. */
  readonly caret: number | null;
  /** How far a long string is scrolled, px. */
  readonly scrolled: number;
}

function viewOf(input: HTMLInputElement | null): View {
  const focused = input !== null && document.activeElement === input;
  return { caret: focused ? (input.selectionEnd ?? 0) : null, scrolled: input?.scrollLeft ?? 0 };
}

function placeWords(current: LoginPartName | null): string {
  return current === null
    ? 'Agent ID, password, device and media, with semicolons between them'
    : `You are in the ${partNames[current].toLowerCase()} part`;
}

interface PartProps {
  readonly part: LoginPart;
  readonly isLast: boolean;
  readonly isCurrent: boolean;
  readonly isBad: boolean;
  readonly isMasked: boolean;
}

function Part({ part, isLast, isCurrent, isBad, isMasked }: PartProps) {
  const look = ['part', isCurrent ? 'now' : '', isBad ? 'bad' : '', isLast ? 'last' : '']
    .filter(Boolean)
    .join(' ');
  return (
    <>
      {part.start > 0 && <span className="semicolon">;</span>}
      <span className={look}>
        <span className="text">{isMasked ? <Dots count={part.text.length} /> : part.text}</span>
        <span className="name">{partNames[part.name]}</span>
      </span>
    </>
  );
}

/** A dot a letter, each as wide as the letter it stands for. */
function Dots({ count }: { readonly count: number }) {
  const style: CSSProperties & Record<`--${string}`, number> = { '--count': count };
  return <span className="dots" style={style} />;
}
