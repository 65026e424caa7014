import type { CSSProperties } from 'react';
import { loginParts } from '../../../contract/login-string/login-parts.ts';
import type { AgentLoginType, LoginPart, LoginPartName } from '../../../contract/login-string/parts.ts';
import { partNames } from './login-words.ts';

export interface LoginLettersProps {
  readonly value: string;
  readonly type: AgentLoginType;
  readonly current: LoginPartName | null;
  readonly bad: LoginPartName | null;
  readonly showsPassword: boolean;
  /** How far the input below is scrolled, px. */
  readonly scrolled: number;
}

/** The letters of a login string where the input has them, each part with its name; the password as dots. */
export function LoginLetters({ value, type, current, bad, showsPassword, scrolled }: LoginLettersProps) {
  const parts = loginParts(value, type);
  return (
    <div className="letters-window" aria-hidden="true">
      <div className="letters" style={{ transform: `translateX(${-scrolled}px)` }}>
        {parts.map((part, index) => (
          <Part
            key={part.name}
            part={part}
            isLast={index === parts.length - 1}
            isCurrent={part.name === current}
            isBad={part.name === bad}
            isMasked={part.name === 'password' && !showsPassword}
          />
        ))}
      </div>
    </div>
  );
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
