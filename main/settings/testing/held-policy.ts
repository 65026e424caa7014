import { policyName, type SettingKey, settingKeys } from '../../../contract/settings/declared-settings.ts';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import type { PolicySource } from '../sources/source.ts';

type Policies = Readonly<Partial<Record<SettingKey, SettingValue>>>;

/** A policy of the machine that a test changes while the desk runs. */
export interface HeldPolicy extends PolicySource {
  /** What it sets from now on, and nothing else. */
  change(to: Policies): void;
}

export const heldPolicyPlace = '/etc/switchhook/policies/50-site.json';

export function heldPolicy(first: Policies): HeldPolicy {
  let policies = first;
  const listeners = new Set<() => void>();
  return {
    read: () => {
      const entries = settingKeys.flatMap((key) => {
        const value = policies[key];
        return value === undefined
          ? []
          : [{ name: policyName(key), key, value: { type: 'value', value }, at: null } as const];
      });
      return [{ kind: 'machine-policy', place: heldPolicyPlace, entries, problems: [] }];
    },
    watch: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    change: (to) => {
      policies = to;
      for (const listener of listeners) listener();
    },
  };
}
