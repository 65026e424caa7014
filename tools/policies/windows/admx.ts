import { windowsPolicyKey } from '../../../contract/settings/policy-places.ts';
import type { SettingKind } from '../../../contract/settings/setting.ts';
import { settingCategories } from '../../../contract/settings/setting.ts';
import type { Policy } from '../policy.ts';
import { element, renderXml, type XmlElement } from '../xml.ts';
import { categoryId, choiceId, explainId, fieldId, rootCategoryId, sinceId } from './ids.ts';

/** What ADMX and ADML of Windows itself have; the editor takes no other. */
export const policyDefinitionsNamespace =
  'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';

/** The ADMX asks for an ADML of at least this. */
export const templateRevision = '1.0';

/**
 * The administrative template: which policies there are, and what the policy editor writes into the registry for each.
 * The order of elements is that of Microsoft's schema (MS-GPREG, 7.2 and 7.3).
 */
export function renderAdmx(policies: readonly Policy[]): string {
  return renderXml(
    element(
      'policyDefinitions',
      { xmlns: policyDefinitionsNamespace, revision: templateRevision, schemaVersion: '1.0' },
      [
        element('policyNamespaces', {}, [
          element('target', { prefix: 'switchhook', namespace: 'Switchhook.Policies' }),
        ]),
        element('resources', { minRequiredRevision: templateRevision }),
        element('supportedOn', {}, [element('definitions', {}, sinceVersions(policies).map(definition))]),
        element('categories', {}, [
          element('category', { name: rootCategoryId, displayName: `$(string.${rootCategoryId})` }),
          ...settingCategories.map((category) =>
            element(
              'category',
              { name: categoryId(category), displayName: `$(string.${categoryId(category)})` },
              [element('parentCategory', { ref: rootCategoryId })],
            ),
          ),
        ]),
        element('policies', {}, policies.map(policyElement)),
      ],
    ),
  );
}

/** The versions that brought policies, each once. */
export function sinceVersions(policies: readonly Policy[]): readonly string[] {
  return [...new Set(policies.map(({ setting }) => setting.since))];
}

function definition(version: string): XmlElement {
  return element('definition', { name: sinceId(version), displayName: `$(string.${sinceId(version)})` });
}

function policyElement(policy: Policy): XmlElement {
  const { name, setting } = policy;
  const isFlag = setting.kind.type === 'flag';
  return element(
    'policy',
    {
      name,
      class: setting.scope === 'machine' ? 'Machine' : 'Both',
      displayName: `$(string.${name})`,
      explainText: `$(string.${explainId(policy)})`,
      ...(isFlag ? {} : { presentation: `$(presentation.${name})` }),
      key: windowsPolicyKey,
      // Beside a field the editor would write a 1 under this name too.
      ...(isFlag ? { valueName: name } : {}),
    },
    [
      element('parentCategory', { ref: categoryId(setting.category) }),
      element('supportedOn', { ref: sinceId(setting.since) }),
      ...written(policy, setting.kind),
    ],
  );
}

/** What is written for it; the types are those of `registryTypeOf`. */
function written(policy: Policy, kind: SettingKind): readonly XmlElement[] {
  const field = { id: fieldId(policy), valueName: policy.name };
  switch (kind.type) {
    case 'flag':
      return [
        element('enabledValue', {}, [element('decimal', { value: 1 })]),
        element('disabledValue', {}, [element('decimal', { value: 0 })]),
      ];
    case 'number':
      return elements(
        element('decimal', { ...field, required: 'true', minValue: kind.least, maxValue: kind.most }),
      );
    case 'text':
      return elements(element('text', { ...field, required: 'true', maxLength: kind.longest }));
    case 'choice':
      return elements(
        element(
          'enum',
          { ...field, required: 'true' },
          kind.choices.map(({ value }) =>
            element('item', { displayName: `$(string.${choiceId(policy, value)})` }, [
              element('value', {}, [element('string', {}, value)]),
            ]),
          ),
        ),
      );
    case 'list':
      // The manual does not say whether the length is that of a line or of all: the larger keeps no value out, and the
      // desk checks each line. Not said, it is 1,023.
      return elements(
        element('multiText', { ...field, maxLength: kind.most * (kind.longest + 2), maxStrings: kind.most }),
      );
  }
}

function elements(one: XmlElement): readonly XmlElement[] {
  return [element('elements', {}, [one])];
}
