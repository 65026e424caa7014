import { type FocusEvent, type RefObject, useId, useState } from 'react';
import { loginParts } from '../../../contract/login-string/login-parts.ts';
import type {
  AgentLoginType,
  LoginPartName,
  LoginStringFailure,
} from '../../../contract/login-string/parts.ts';
import { IconButton } from '../../parts/button.tsx';
import { LoginLetters } from './login-letters.tsx';
import { partAt, partNames, partsSentence, placeholderOf } from './login-words.ts';

export interface Edited {
  readonly text: string;
  readonly caret: number;
}

export interface LoginStringFieldProps {
  readonly value: string;
  /** Which parts the profile's strings have. */
  readonly type: AgentLoginType;
  /** Dots stand in it for a password that is remembered. */
  readonly isRemembered: boolean;
  /** What is wrong, where it is to be shown. */
  readonly failure: LoginStringFailure | null;
  /** What becomes of an edit, and where the caret is then. */
  readonly onEdit: (text: string, caret: number) => Edited;
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
export function LoginStringField({
  value,
  type,
  isRemembered,
  failure,
  onEdit,
  onChange,
  onLeave,
  field,
}: LoginStringFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const [view, setView] = useState<View>({ caret: null, scrolled: 0 });
  const current = view.caret === null ? null : partAt(loginParts(value, type), view.caret);
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
          <LoginLetters
            value={value}
            type={type}
            current={current}
            bad={failure?.part ?? null}
            showsPassword={shown}
            scrolled={view.scrolled}
          />
          <LoginInput
            id={id}
            field={field}
            value={value}
            type={type}
            isWrong={failure !== null}
            onEdit={onEdit}
            onChange={onChange}
            onLook={look}
            onBlur={onBlur}
          />
        </div>
        {isRemembered ? (
          <IconButton
            icon="eye"
            label="A remembered password is never shown"
            place="push"
            aria-disabled={true}
          />
        ) : (
          <IconButton
            icon={shown ? 'eyeClosed' : 'eye'}
            label={shown ? 'Hide the password' : 'Show the password'}
            place="push"
            onClick={() => setShown(!shown)}
          />
        )}
      </div>
      <span id={`${id}-parts`} className="visually-hidden" aria-live="polite">
        {placeWords(current, type)}
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

function placeWords(current: LoginPartName | null, type: AgentLoginType): string {
  return current === null ? partsSentence(type) : `You are in the ${partNames[current].toLowerCase()} part`;
}

interface LoginInputProps {
  readonly id: string;
  readonly type: AgentLoginType;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly isWrong: boolean;
  readonly onEdit: (text: string, caret: number) => Edited;
  readonly onChange: (text: string) => void;
  /** The caret or what is in view may have moved. */
  readonly onLook: () => void;
  readonly onBlur: (event: FocusEvent) => void;
}

function LoginInput({ id, type, field, value, isWrong, onEdit, onChange, onLook, onBlur }: LoginInputProps) {
  return (
    <input
      id={id}
      ref={field}
      type="text"
      dir="ltr"
      value={value}
      placeholder={placeholderOf(type)}
      maxLength={512}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      aria-describedby={`${id}-parts`}
      aria-invalid={isWrong}
      onChange={(event) => {
        const input = event.target;
        const edited = onEdit(input.value, input.selectionEnd ?? 0);
        if (edited.text !== input.value) {
          // Before React draws it, which would send the caret to the end.
          input.value = edited.text;
          input.setSelectionRange(edited.caret, edited.caret);
        }
        onChange(edited.text);
        onLook();
      }}
      onSelect={onLook}
      onScroll={onLook}
      onFocus={onLook}
      onBlur={onBlur}
    />
  );
}
