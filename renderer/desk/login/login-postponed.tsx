import { useEffect, useRef } from 'react';
import type { LoginView } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { useCommand, useDesk } from '../../state/desk-context.tsx';
import { clockTimeToTheSecond } from '../../state/times.ts';

type Postponed = Extract<LoginView, { phase: 'postponed' }>;

const parts = [
  { key: 'ctiServer', words: 'CTI server' },
  { key: 'centralController', words: 'Central controller' },
  { key: 'peripheral', words: 'Peripheral' },
] as const;

/** A part of the system is offline: which, since when, and that the login goes on by itself. */
export function LoginPostponed({ login }: { readonly login: Postponed }) {
  const send = useCommand();
  const offset = useDesk((desk) => desk.clockOffsetMs);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    <div className="login-form">
      <h1 className="text-xl">Your login waits</h1>
      <div className="chips">
        <Chip icon="user">
          Agent <b className="numeric">{login.agentId}</b>
        </Chip>
        <Chip>{login.profile}</Chip>
      </div>
      <p role="status">{login.message}</p>
      <div>
        <span className="label">
          State of the system since{' '}
          <span className="numeric">{clockTimeToTheSecond(login.since + offset)}</span>
        </span>
        <div className="chips">
          {parts.map(({ key, words }) => (
            <Chip key={key} tone={login.status[key] === 'online' ? 'ok' : 'bad'}>
              {words} <b>{login.status[key]}</b>
            </Chip>
          ))}
        </div>
      </div>
      <p className="ink-2">Nothing for you to do: you are logged in as soon as all of it is online.</p>
      <div className="row login-foot">
        <Button ref={cancel} size="big" place="push" onClick={() => send({ type: 'cancelLogin' })}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
