import { describe, expect, test } from 'vitest';
import { registryTypeOf } from '../../../contract/settings/registry-value.ts';
import { policies } from '../policy.ts';
import { schemaErrors } from '../testing/admx-schema.ts';
import { oddPolicies } from '../testing/odd-policies.ts';
import { allOf, attribute, childrenOf, parseXml } from '../testing/parse-xml.ts';
import { writtenByEditor } from '../testing/policy-editor.ts';
import { renderAdml } from './adml.ts';
import { policyDefinitionsNamespace, renderAdmx } from './admx.ts';

describe.each([
  ['what is declared', policies],
  ['words with everything that is escaped', oddPolicies],
])('the administrative template of %s', (_, some) => {
  const admxText = renderAdmx(some);
  const admx = parseXml(admxText);
  const adml = parseXml(renderAdml(some));
  const strings = new Map(allOf(adml, 'string').map((one) => [attribute(one, 'id'), one.textContent]));

  test('both files are as the schema of Microsoft has it', () => {
    expect([admx.nodeName, adml.nodeName]).toEqual(['policyDefinitions', 'policyDefinitionResources']);
    for (const root of [admx, adml]) {
      expect(root.namespaceURI).toBe(policyDefinitionsNamespace);
      expect(attribute(root, 'revision')).toBe('1.0');
      expect(attribute(root, 'schemaVersion')).toBe('1.0');
    }
    expect([...schemaErrors(admx), ...schemaErrors(adml)]).toEqual([]);
  });

  test('every id is of letters, digits and underscores, and there once', () => {
    const named = ['policy', 'category', 'definition'].flatMap((name) => allOf(admx, name));
    const fields = ['text', 'decimal', 'enum', 'multiText'].flatMap((name) =>
      allOf(admx, name).filter((one) => one.hasAttribute('id')),
    );
    const inAdmx = [
      ...named.map((one) => attribute(one, 'name')),
      ...fields.map((one) => attribute(one, 'id')),
    ];
    const ofStrings = allOf(adml, 'string').map((one) => attribute(one, 'id'));
    const ofPresentations = allOf(adml, 'presentation').map((one) => attribute(one, 'id'));
    expect(inAdmx).toHaveLength(some.length * 2 + 5 + 1 - some.filter(isFlag).length);
    for (const ids of [inAdmx, ofStrings, ofPresentations]) {
      for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_]+$/);
      const inAnyCase = ids.map((id) => id.toLowerCase());
      expect(inAnyCase).toEqual([...new Set(inAnyCase)]);
    }
  });

  test('every reference to the ADML is resolved, and nothing there is left over', () => {
    const referred = (what: string): ReadonlySet<string> =>
      new Set(
        [...admxText.matchAll(new RegExp(`\\$\\(${what}\\.([^)]*)\\)`, 'g'))].map((found) => found[1] ?? ''),
      );
    expect(referred('string')).toEqual(new Set(strings.keys()));
    expect(referred('presentation')).toEqual(
      new Set(allOf(adml, 'presentation').map((one) => attribute(one, 'id'))),
    );
  });

  test('every reference within the ADMX is resolved', () => {
    const categories = allOf(admx, 'category').map((one) => attribute(one, 'name'));
    const versions = allOf(admx, 'definition').map((one) => attribute(one, 'name'));
    for (const one of allOf(admx, 'parentCategory')) expect(categories).toContain(attribute(one, 'ref'));
    const supported = allOf(admx, 'supportedOn').filter((one) => one.hasAttribute('ref'));
    expect(supported).toHaveLength(some.length);
    for (const one of supported) expect(versions).toContain(attribute(one, 'ref'));
  });

  test.each(some)('$name has its words, its field and where it belongs', ({ name, setting }) => {
    const policy = allOf(admx, 'policy').filter((one) => attribute(one, 'name') === name);
    expect(policy).toHaveLength(1);
    const [one] = policy;
    if (one === undefined) return;
    expect(strings.get(name)).toBe(setting.title);
    expect(attribute(one, 'displayName')).toBe(`$(string.${name})`);
    const explained = strings.get(attribute(one, 'explainText').slice('$(string.'.length, -1)) ?? '';
    expect(explained.startsWith(`${setting.text}\n\nEnabled: `)).toBe(true);
    expect(attribute(one, 'class')).toBe(setting.scope === 'machine' ? 'Machine' : 'Both');
    expect(childrenOf(one).map((child) => child.nodeName)).toEqual([
      'parentCategory',
      'supportedOn',
      ...(setting.kind.type === 'flag' ? ['enabledValue', 'disabledValue'] : ['elements']),
    ]);
    const [field] = childrenOf(one, 'elements').flatMap((child) => childrenOf(child));
    const [presentation] = allOf(adml, 'presentation').filter((each) => attribute(each, 'id') === name);
    const asked = presentation === undefined ? undefined : childrenOf(presentation).at(-1);
    if (setting.kind.type === 'flag') {
      expect([field, presentation, one.getAttribute('presentation')]).toEqual([undefined, undefined, null]);
    } else {
      // Beside a field, this name would get a 1 besides.
      expect(one.hasAttribute('valueName')).toBe(false);
      expect(asked && attribute(asked, 'refId')).toBe(field && attribute(field, 'id'));
      expect(presentation?.textContent).toContain(setting.title);
      expect(asked?.nodeName).toBe(
        { number: 'decimalTextBox', text: 'textBox', choice: 'dropdownList', list: 'multiTextBox' }[
          setting.kind.type
        ],
      );
    }
  });

  test.each(some)('of $name the editor writes the type that the desk reads', ({ name, setting }) => {
    const value = setting.byDefault === '' ? 'a:1' : setting.byDefault;
    const written = writtenByEditor(admx, name, value);
    expect(written).toMatchObject({
      key: 'SOFTWARE\\Policies\\Switchhook',
      valueName: name,
      stored: { type: registryTypeOf[setting.kind.type] },
    });
  });
});

test('the drop-down list begins with the default', () => {
  const adml = parseXml(renderAdml(oddPolicies));
  expect(allOf(adml, 'dropdownList').map((one) => attribute(one, 'defaultItem'))).toEqual(['1']);
});

function isFlag({ setting }: (typeof policies)[number]): boolean {
  return setting.kind.type === 'flag';
}
