import { type LayerKind, layerKinds } from '../../contract/settings/layer-kinds.ts';
import {
  linuxPolicyFolder,
  macPolicyDomain,
  macPolicyFolder,
  windowsPolicyKey,
} from '../../contract/settings/policy-places.ts';
import { registryTypeOf } from '../../contract/settings/registry-value.ts';
import {
  type Setting,
  type SettingKind,
  type SettingValue,
  settingCategories,
} from '../../contract/settings/setting.ts';
import { effectInWords, rangeInWords, scopeInWords } from './in-words.ts';
import type { Policy } from './policy.ts';

/** docs/settings.md: where values come from, how each kind is written, and every setting. */
export function renderSettingsPage(policies: readonly Policy[]): string {
  return [
    '# Settings',
    'Every setting of the desk. This page is made from their [declaration](../contract/settings/declared-settings.ts) by `npm run policies`, as are the files for IT in [assets/policies/](../assets/policies/); [it.md](it.md#deploying-policies) says how those are deployed.',
    '## Where values come from',
    'The strongest first. What the first one says counts; below them all is the default.',
    table(
      ['source', 'where it is'],
      layerKinds.map((kind) => sourceRow[kind]),
    ),
    "A value of the wrong type, out of its range, or from a source that may not set it counts as unset: the next source is asked, and the desk's log names setting, place and what was expected. What a policy sets neither user nor cluster can change. An address that the user sets after the cluster told its own is tried all the same, and stands until the cluster answers.",
    '## How values are written',
    table(
      ['kind', 'Windows registry', 'JSON', 'property list'],
      Object.entries(writings).map(([kind, { registry, json, plist }]) => [
        kind,
        `\`${registryTypeOf[kind as SettingKind['type']]}\`${registry}`,
        json,
        plist,
      ]),
    ),
    'The name of a policy stands for its setting in registry, JSON policies and property lists, in any case; the key stands for it in `settings.json`. A text may be blank, which is no value to the desk, but locks the setting where a policy says it. A line of a list may not be blank: in the registry a list would end there.',
    ...settingCategories.flatMap((category) => [
      `## ${category}`,
      table(
        ['key', 'policy', 'values', 'default', 'set by', 'takes effect', 'since', 'what it is'],
        policies.filter(({ setting }) => setting.category === category).map(settingRow),
      ),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

const sourceRow: Readonly<Record<LayerKind, readonly string[]>> = {
  'machine-policy': [
    'policy of the machine',
    `Windows: \`HKEY_LOCAL_MACHINE\\${windowsPolicyKey}\`. macOS: \`${macPolicyFolder}/${macPolicyDomain}.plist\`. Linux: \`${linuxPolicyFolder}/*.json\`, of which the last by name is the strongest`,
  ],
  'user-policy': [
    'policy of the user',
    `Windows: \`HKEY_CURRENT_USER\\${windowsPolicyKey}\`. macOS: \`${macPolicyFolder}/USER/${macPolicyDomain}.plist\``,
  ],
  cluster: [
    'the cluster, for server addresses alone',
    "told by a configuration server, kept in the desk's `settings.json`",
  ],
  user: ['the user', "the desk's `settings.json`"],
};

/** What each kind looks like; the registry type comes from the table that the desk reads by. */
const writings: Readonly<
  Record<SettingKind['type'], { readonly registry: string; readonly json: string; readonly plist: string }>
> = {
  flag: { registry: ', 1 or 0', json: '`true` or `false`', plist: '`<true/>` or `<false/>`' },
  number: { registry: '', json: 'a whole number', plist: '`<integer>`' },
  text: { registry: '', json: 'a string', plist: '`<string>`' },
  choice: { registry: '', json: 'a string', plist: '`<string>`' },
  list: { registry: '', json: 'an array of strings', plist: '`<array>` of `<string>`' },
};

function settingRow({ key, name, setting }: Policy): readonly string[] {
  return [
    `\`${key}\``,
    `\`${name}\``,
    `${setting.kind.type}: ${plain(rangeInWords(setting.kind))}`,
    defaultOf(setting),
    scopeInWords(setting.scope),
    effectInWords(setting.takesEffect),
    setting.since,
    plain(setting.text),
  ];
}

/** Words as they are: Markdown would take a `<` for HTML. */
function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function defaultOf({ byDefault }: Setting): string {
  const isBlank = (value: SettingValue): boolean => typeof value === 'object' && value.length === 0;
  return byDefault === '' || isBlank(byDefault) ? 'blank' : `\`${JSON.stringify(byDefault)}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
