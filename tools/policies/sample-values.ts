import type { SettingsInForce } from '../../contract/settings/declared-settings.ts';
import { type Policy, policies, type SetPolicy } from './policy.ts';

export type PolicySystem = 'windows' | 'macos' | 'linux';

/** Where IT would put the certificates of its own authority. */
const authorityFile: Readonly<Record<PolicySystem, string>> = {
  windows: 'C:\\ProgramData\\Switchhook\\contact-centre.pem',
  macos: '/Library/Application Support/Switchhook/contact-centre.pem',
  linux: '/etc/switchhook/contact-centre.pem',
};

/** What a sample sets: an example where the default tells nothing, else the default. Every policy is in it. */
export function sampleOf(system: PolicySystem): readonly SetPolicy[] {
  const examples: Partial<SettingsInForce> = {
    'configurationServers.a': 'cfg-a.example:8100',
    'configurationServers.b': 'cfg-b.example:8100',
    'configurationServers.name': '_switchhook._tcp.contact-centre.example',
    'tls.authorities': [authorityFile[system]],
  };
  return policies.map((policy: Policy) => ({
    ...policy,
    value: examples[policy.key] ?? policy.setting.byDefault,
  }));
}
