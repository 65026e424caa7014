import { type FormEvent, useEffect, useRef } from 'react';
import type { ConnectionProfile } from '../../../contract/configuration/profile.ts';
import { Button } from '../../parts/button.tsx';
import { useDeskTools, useUi } from '../../state/desk-context.tsx';
import { changeLogin } from '../../state/ui-store.ts';
import { SimulatorButton } from '../frame/simulator-button.tsx';
import { Banners } from '../frame/strips.tsx';
import { LegacyOfferNotice } from './legacy-offer-notice.tsx';
import { LoginError } from './login-error.tsx';
import { ConfigurationNotice, DisplacedNotice } from './login-notices.tsx';
import { LoginStringField } from './login-string-field.tsx';
import { shownFailure } from './login-words.ts';
import { isMarked, withoutMark } from './password-mark.ts';
import { ProfileSelect, useChosenProfile } from './profile-select.tsx';
import { type LoginFailure, readLogin } from './read-login.ts';
import { ReadParts } from './read-parts.tsx';
import { RememberPassword } from './remember-password.tsx';
import { useLogIn } from './use-log-in.ts';
import { useRemedy } from './use-remedy.ts';
import {
  standsForPassword,
  usePlacedLogin,
  useRememberedLogin,
  useStaleMarkRemoved,
} from './use-remembered.ts';

/** Profile, login string, what is read from it, what went wrong, and Log in. */
export function LoginForm() {
  const { ui } = useDeskTools();
  const field = useRef<HTMLInputElement>(null);
  const entry = useUi((state) => state.login);
  const profile = useChosenProfile();
  const logIn = useLogIn(field);
  const type = profile?.agentLoginType ?? 0;
  const read = readLogin(entry.text, profile);
  const { failure } = read;
  const remembered = useRememberedLogin();
  const stands = (text: string): boolean => standsForPassword(text, profile, remembered);
  useEffect(() => field.current?.focus(), []);
  usePlacedLogin();
  useStaleMarkRemoved(field);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    logIn(false);
  };
  const remedy = useRemedy(field, logIn);
  return (
    <form className="login-form" onSubmit={onSubmit} noValidate>
      <h1 className="text-xl">Log in</h1>
      <DisplacedNotice />
      <Banners />
      <ConfigurationNotice />
      <LegacyOfferNotice onAnswered={() => field.current?.focus()} />
      <ProfileSelect />
      <LoginStringField
        field={field}
        value={entry.text}
        type={type}
        isRemembered={stands(entry.text)}
        failure={shownFailure(failure, entry.asked)}
        onEdit={(text, caret) =>
          isMarked(entry.text) && !stands(text) ? withoutMark(text, caret) : { text, caret }
        }
        onChange={(text) => changeLogin(ui, { text, changed: true, asked: false })}
        onLeave={() => entry.text !== '' && changeLogin(ui, { asked: true })}
      />
      <RememberPassword field={field} />
      <ReadParts text={entry.text} type={type} read={read} />
      <LoginError failure={shownFailure(failure, entry.asked)} onRemedy={remedy} />
      <div className="row login-foot">
        <SimulatorButton />
        <Button type="submit" tone="primary" size="big" place="push" off={whyNot(profile, failure)}>
          Log in
        </Button>
      </div>
    </form>
  );
}

/** Why nobody can be logged in with this. What is only unfinished is told when Log in is pressed. */
function whyNot(profile: ConnectionProfile | null, failure: LoginFailure | null): string | null {
  if (profile === null) return 'There are no profiles yet';
  return failure === null || failure.unfinished ? null : failure.title;
}
