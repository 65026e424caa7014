import { isAddressKey } from '../../../contract/settings/declared-settings.ts';
import { settingCategories } from '../../../contract/settings/setting.ts';
import { effectInWords, rangeInWords, valueInWords } from '../in-words.ts';
import type { Policy } from '../policy.ts';
import { element, renderXml, type XmlElement } from '../xml.ts';
import { policyDefinitionsNamespace, sinceVersions, templateRevision } from './admx.ts';
import { categoryId, choiceId, explainId, fieldId, rootCategoryId, sinceId } from './ids.ts';

/** The English words of the administrative template, and how the editor asks for each value. */
export function renderAdml(policies: readonly Policy[]): string {
  return renderXml(
    element(
      'policyDefinitionResources',
      { xmlns: policyDefinitionsNamespace, revision: templateRevision, schemaVersion: '1.0' },
      [
        element('displayName', {}, 'Switchhook'),
        element('description', {}, 'Policies of the Switchhook desktop.'),
        element('resources', {}, [
          element('stringTable', {}, [
            string(rootCategoryId, 'Switchhook'),
            ...settingCategories.map((category) => string(categoryId(category), category)),
            ...sinceVersions(policies).map((version) =>
              string(sinceId(version), `Switchhook ${version} or later`),
            ),
            ...policies.flatMap(stringsOf),
          ]),
          element('presentationTable', {}, policies.flatMap(presentationOf)),
        ]),
      ],
    ),
  );
}

function string(id: string, text: string): XmlElement {
  return element('string', { id }, text);
}

function stringsOf(policy: Policy): readonly XmlElement[] {
  const { name, setting } = policy;
  const { kind } = setting;
  return [
    string(name, setting.title),
    string(explainId(policy), explanation(policy)),
    ...(kind.type === 'choice'
      ? kind.choices.map(({ value, title }) => string(choiceId(policy, value), title))
      : []),
  ];
}

/** What the editor shows beside a policy: what it does, and what each of its three states means. */
function explanation({ key, setting }: Policy): string {
  const { kind, scope } = setting;
  const byDefault = valueInWords(setting, setting.byDefault);
  const isUsers = scope === 'user';
  const others = ['a policy of the user', ...(isAddressKey(key) ? ['the cluster'] : []), 'the user'];
  const notSet = isUsers
    ? `the next of these that sets it counts: ${others.join(', ')}, the default (${byDefault})`
    : `the default (${byDefault})`;
  const states =
    kind.type === 'flag'
      ? ['Enabled: yes.', 'Disabled: no.', `Not configured: ${notSet}.`]
      : [
          `Enabled: the value below, ${rangeInWords(kind)}. A value that is wrong counts as not set, and the desk's log names it.`,
          `Disabled or not configured: ${notSet}.`,
        ];
  return [
    setting.text,
    ...states,
    ...(isUsers ? ['A policy of the computer is stronger than one of the user.'] : []),
    `A change takes effect ${effectInWords(setting.takesEffect)}. In the desk this setting is ${key}.`,
  ].join('\n\n');
}

function presentationOf(policy: Policy): readonly XmlElement[] {
  const fields = fieldsOf(policy);
  return fields.length === 0 ? [] : [element('presentation', { id: policy.name }, fields)];
}

/** How the editor asks for the value; a flag is enabled or disabled, and has no field. */
function fieldsOf(policy: Policy): readonly XmlElement[] {
  const { kind, title, byDefault } = policy.setting;
  const refId = fieldId(policy);
  switch (kind.type) {
    case 'flag':
      return [];
    case 'number':
      return [
        element('decimalTextBox', { refId, defaultValue: Number(byDefault) }, `${title} (${kind.unit})`),
      ];
    case 'text':
      return [
        element('textBox', { refId }, [
          element('label', {}, title),
          ...(byDefault === '' ? [] : [element('defaultValue', {}, String(byDefault))]),
        ]),
      ];
    case 'choice': {
      const defaultItem = kind.choices.findIndex(({ value }) => value === byDefault);
      return [element('dropdownList', { refId, noSort: 'true', defaultItem }, title)];
    }
    case 'list':
      // This box has no words of its own in the schema.
      return [
        element('text', {}, title),
        element('multiTextBox', { refId, defaultHeight: Math.min(kind.most, 10) }),
      ];
  }
}
