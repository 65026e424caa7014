import { Icon } from '../../parts/icon.tsx';
import { interruptedWords } from './interaction-words.ts';

/** The router has given the agent a call, which may not wait. */
export function Interrupted() {
  return (
    <p className="interrupted text-sm">
      <Icon name="hold" size="small" />
      {interruptedWords}.
    </p>
  );
}
