import type { ConnectionProfile } from '../../../contract/configuration/profile.ts';
import type { ConfigurationView } from '../../../contract/desk/desk-state.ts';
import type { AgentLoginType } from '../../../contract/login-string/parts.ts';
import { Select } from '../../parts/select.tsx';
import { useDesk, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { changeLogin } from '../../state/ui-store.ts';
import { answeringWords } from '../connections/connection-words.ts';

const noProfiles: readonly ConnectionProfile[] = [];

/** The profile that is chosen: here, else at the last login, else the first; null where there is none. */
export function useChosenProfile(): ConnectionProfile | null {
  const here = useUi((state) => state.login.profile);
  const last = useDesk(({ lastProfile }) => lastProfile);
  const profiles = useDesk(({ configuration }) => profilesOf(configuration));
  return profiles.find(({ name }) => name === (here ?? last)) ?? profiles[0] ?? null;
}

/** Which parts its login strings have; where no profile is there yet, those of the usual type. */
export function useLoginType(): AgentLoginType {
  return useChosenProfile()?.agentLoginType ?? 0;
}

/** The profiles, each with its site and which servers answer. */
export function ProfileSelect() {
  const { ui } = useDeskTools();
  const profile = useChosenProfile();
  const profiles = useDesk(({ configuration }) => profilesOf(configuration));
  const answering = useDesk(({ connections }) => answeringWords(connections.configuration));
  return (
    <Select
      label="Profile"
      look="large"
      icon="user"
      options={profiles.map(({ name, site }) => ({ id: name, label: name, detail: `${site}, ${answering}` }))}
      value={profile?.name ?? null}
      onChange={(name) => changeLogin(ui, { profile: name, changed: true })}
      placeholder="No profiles yet"
    />
  );
}

function profilesOf(configuration: ConfigurationView): readonly ConnectionProfile[] {
  return configuration.status === 'none' ? noProfiles : configuration.profiles;
}
