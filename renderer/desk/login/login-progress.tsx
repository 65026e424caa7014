import { useEffect, useRef } from 'react';
import type { LoginView } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useCommand, useDesk } from '../../state/desk-context.tsx';
import { loginSteps } from './login-steps.ts';

type LoggingIn = Extract<LoginView, { phase: 'logging-in' }>;

/** How far the login is, what it waits for, and how to stop it. */
export function LoginProgress({ login }: { readonly login: LoggingIn }) {
  const send = useCommand();
  const configuration = useDesk((desk) => desk.configuration);
  const steps = loginSteps(login, configuration);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const reached = steps.findIndex(({ step }) => step === login.step);
  return (
    <div className="login-form">
      <h1 className="text-xl">Logging in</h1>
      <div className="chips">
        {login.agentId !== null && (
          <Chip icon="user">
            Agent <b className="numeric">{login.agentId}</b>
          </Chip>
        )}
        <Chip>{login.profile}</Chip>
      </div>
      <ol className="steps">
        {steps.map(({ step, words }, index) => (
          <li
            key={step}
            className={index < reached ? 'done' : index === reached ? 'now' : ''}
            aria-current={index === reached ? 'step' : undefined}
          >
            <span className="step-mark">{index < reached && <Icon name="check" size="tiny" />}</span>
            {words}
            {index < reached && <span className="visually-hidden">, done</span>}
          </li>
        ))}
      </ol>
      <p className="ink-2" role="status">
        {login.waitingFor}
      </p>
      <div className="row login-foot">
        <Button ref={cancel} size="big" place="push" onClick={() => send({ type: 'cancelLogin' })}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
