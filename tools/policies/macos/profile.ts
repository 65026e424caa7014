import type { PlistValue } from 'plist';
import { macPolicyDomain } from '../../../contract/settings/policy-places.ts';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import type { SetPolicy } from '../policy.ts';
import { nameUuid } from './name-uuid.ts';
import { renderPlist } from './plist-file.ts';

/**
 * A configuration profile that forces these values. They go by the payload of managed preferences and not by one of our
 * own type: every MDM takes it, and the file that macOS makes of it has these values alone.
 */
export function renderProfile(policies: readonly SetPolicy[]): string {
  const identifier = `${macPolicyDomain}.policies`;
  const preferences = `${identifier}.preferences`;
  return renderPlist({
    PayloadContent: [
      {
        PayloadContent: {
          [macPolicyDomain]: { Forced: [{ mcx_preference_settings: settingsOf(policies) }] },
        },
        PayloadDisplayName: 'Switchhook',
        PayloadEnabled: true,
        PayloadIdentifier: preferences,
        PayloadType: 'com.apple.ManagedClient.preferences',
        PayloadUUID: nameUuid(preferences),
        PayloadVersion: 1,
      },
    ],
    PayloadDescription: 'Policies of the Switchhook desktop.',
    PayloadDisplayName: 'Switchhook',
    PayloadIdentifier: identifier,
    PayloadScope: 'System',
    PayloadType: 'Configuration',
    PayloadUUID: nameUuid(identifier),
    PayloadVersion: 1,
  });
}

function settingsOf(policies: readonly SetPolicy[]): PlistValue {
  return Object.fromEntries(policies.map(({ name, value }) => [name, plistValue(value)]));
}

/** Flags are booleans, numbers integers, lists arrays of strings: the types of JSON are those of a property list. */
export function plistValue(value: SettingValue): PlistValue {
  return typeof value === 'object' ? [...value] : value;
}
