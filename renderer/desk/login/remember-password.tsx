import { type RefObject, useId } from 'react';
import type { RememberedLogin } from '../../../contract/desk/password-memory.ts';
import { hasPassword, isLoginOf } from '../../../contract/login-string/password-part.ts';
import { Checkbox } from '../../parts/checkbox.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useDesk, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { changeLogin } from '../../state/ui-store.ts';
import { partText } from './login-words.ts';
import { useChosenProfile } from './profile-select.tsx';
import { standsForPassword, useRememberedLogin } from './use-remembered.ts';

/** Whether the password is to be remembered on this computer: a choice where it is offered, or why it cannot be. */
export function RememberPassword({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const memory = useDesk(({ passwordMemory }) => passwordMemory);
  const profile = useChosenProfile();
  if (memory.status === 'not-offered' || !hasPassword(profile?.agentLoginType ?? 0)) return null;
  if (memory.status === 'offered') return <RememberChoice field={field} />;
  return (
    <p className="remember-why text-xs ink-2">
      <Icon name="alert" size="small" />
      <span>Your password cannot be remembered. {memory.why}</span>
    </p>
  );
}

function RememberChoice({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const { run, ui } = useDeskTools();
  const id = useId();
  const profile = useChosenProfile();
  const remembered = useRememberedLogin();
  const { text } = useUi((state) => state.login);
  const wants = useWantsRemembered();
  const isHis = remembered !== null && profile !== null && isLoginOf(remembered, profile, text);
  const choose = (isOn: boolean): void => {
    changeLogin(ui, { remember: isOn });
    if (isOn || !isHis) return;
    void run({ type: 'forgetPassword' });
    field.current?.focus();
  };
  return (
    <div>
      <Checkbox describedBy={id} isOn={wants} onChange={choose}>
        Remember password on this computer
      </Checkbox>
      <span id={id} className="remember-detail text-xs ink-2" aria-live="polite">
        {standsForPassword(text, profile, remembered) && remembered
          ? rememberedWords(remembered)
          : wants
            ? "Kept in this computer's secure storage once you are logged in"
            : 'You type it at each login'}
      </span>
    </div>
  );
}

/** Whether the box is ticked: as he chose, else where the password of whoever stands in the field is remembered. */
export function useWantsRemembered(): boolean {
  const { text, remember } = useUi((state) => state.login);
  const profile = useChosenProfile();
  const isOffered = useDesk(({ passwordMemory }) => passwordMemory.status === 'offered');
  const remembered = useRememberedLogin();
  if (!isOffered || !hasPassword(profile?.agentLoginType ?? 0)) return false;
  return remember ?? (remembered !== null && profile !== null && isLoginOf(remembered, profile, text));
}

function rememberedWords({ loginString, agentLoginType }: RememberedLogin): string {
  const who = partText(loginString, agentLoginType, agentLoginType === 5 ? 'name' : 'agent');
  return who === '' ? 'Your password is remembered' : `The password of agent ${who} is remembered`;
}
