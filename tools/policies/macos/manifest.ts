import type { PlistValue } from 'plist';
import { macPolicyDomain } from '../../../contract/settings/policy-places.ts';
import { effectInWords, rangeInWords } from '../in-words.ts';
import type { Policy } from '../policy.ts';
import { renderPlist } from './plist-file.ts';
import { plistValue } from './profile.ts';

type Dictionary = Record<string, PlistValue>;

/** Of two manifests of a domain the higher version is loaded, and of two of one version the later. */
const manifestVersion = 1;
const manifestDate = new Date('2026-01-01T00:00:00Z');

/**
 * A preference manifest (format 1, keys `pfm_…`): MDM consoles and profile editors show titles, texts and ranges by it.
 */
export function renderManifest(policies: readonly Policy[]): string {
  return renderPlist({
    pfm_description: 'Policies of the Switchhook desktop.',
    pfm_domain: macPolicyDomain,
    pfm_format_version: 1,
    pfm_last_modified: manifestDate,
    pfm_platforms: ['macOS'],
    pfm_subkeys: [...payloadKeys, ...policies.map(subkey)],
    pfm_targets: ['system', 'user'],
    pfm_title: 'Switchhook',
    pfm_unique: true,
    pfm_version: manifestVersion,
  });
}

function subkey({ name, setting }: Policy): Dictionary {
  return {
    pfm_app_min: setting.since,
    pfm_default: plistValue(setting.byDefault),
    pfm_description: setting.text,
    pfm_name: name,
    pfm_note: noteOf(setting),
    pfm_targets: setting.scope === 'machine' ? ['system'] : ['system', 'user'],
    pfm_title: setting.title,
    ...typeOf(setting.kind),
  };
}

function noteOf({ kind, takesEffect }: Policy['setting']): string {
  const range = rangeInWords(kind);
  return `${range.charAt(0).toUpperCase()}${range.slice(1)}. A change takes effect ${effectInWords(takesEffect)}.`;
}

function typeOf(kind: Policy['setting']['kind']): Dictionary {
  switch (kind.type) {
    case 'flag':
      return { pfm_type: 'boolean' };
    case 'number':
      return { pfm_type: 'integer', pfm_range_min: kind.least, pfm_range_max: kind.most };
    case 'text':
      return { pfm_type: 'string', pfm_format: `^.{0,${kind.longest}}$` };
    case 'choice':
      return {
        pfm_type: 'string',
        pfm_range_list: kind.choices.map(({ value }) => value),
        pfm_range_list_titles: kind.choices.map(({ title }) => title),
      };
    case 'list':
      return {
        pfm_type: 'array',
        pfm_repetition_max: kind.most,
        pfm_subkeys: [{ pfm_type: 'string', pfm_format: `^.{0,${kind.longest}}$` }],
      };
  }
}

/** What every payload has of its own; editors that read manifests want them told. */
const payloadKeys: readonly Dictionary[] = [
  payloadKey('PayloadDescription', 'Payload description', 'What the payload is for.', {
    pfm_default: 'Policies of the Switchhook desktop.',
  }),
  payloadKey('PayloadDisplayName', 'Payload name', 'What the payload is called.', {
    pfm_default: 'Switchhook',
    pfm_require: 'always',
  }),
  payloadKey(
    'PayloadIdentifier',
    'Payload identifier',
    'Names the payload, as a domain name does, reversed.',
    {
      pfm_default: macPolicyDomain,
      pfm_require: 'always',
    },
  ),
  payloadKey('PayloadType', 'Payload type', 'The preference domain.', {
    pfm_default: macPolicyDomain,
    pfm_require: 'always',
  }),
  payloadKey('PayloadUUID', 'Payload UUID', 'Unique to the payload.', {
    pfm_format: '^[0-9A-Za-z]{8}(-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}$',
    pfm_require: 'always',
  }),
  payloadKey('PayloadVersion', 'Payload version', 'The version of the format of the payload.', {
    pfm_default: 1,
    pfm_range_list: [1],
    pfm_require: 'always',
    pfm_type: 'integer',
  }),
  payloadKey('PayloadOrganization', 'Payload organization', 'Who provides the profile.', {}),
];

function payloadKey(name: string, title: string, description: string, more: Dictionary): Dictionary {
  return { pfm_name: name, pfm_title: title, pfm_description: description, pfm_type: 'string', ...more };
}
