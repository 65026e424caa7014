import type { Element } from '@xmldom/xmldom';
import { childrenOf } from './parse-xml.ts';

/**
 * Attributes, and what is inside: elements in this order, or text. Each is there once; with a `?` behind it may be
 * missing, with a `+` there are one or more, with a `*` any number.
 */
type Rule = readonly [attributes: string, content: readonly string[] | 'text'];

const field = 'id valueName key? required?';
const shown = 'name displayName explainText?';

/**
 * What Microsoft's schema of ADMX and ADML has (MS-GPREG, 7.1 to 7.3), as far as templates of ours use it: of each
 * element, by `parent/name`, attributes and content.
 */
const rules: Readonly<Record<string, Rule>> = {
  '/policyDefinitions': [
    'xmlns revision schemaVersion',
    ['policyNamespaces', 'resources', 'supportedOn?', 'categories?', 'policies?'],
  ],
  'policyDefinitions/policyNamespaces': ['', ['target', 'using*']],
  'policyNamespaces/target': ['prefix namespace', []],
  'policyDefinitions/resources': ['minRequiredRevision', []],
  'policyDefinitions/supportedOn': ['', ['definitions?']],
  'supportedOn/definitions': ['', ['definition+']],
  'definitions/definition': ['name displayName', []],
  'policyDefinitions/categories': ['', ['category+']],
  'categories/category': [shown, ['parentCategory?']],
  'category/parentCategory': ['ref', []],
  'policyDefinitions/policies': ['', ['policy+']],
  'policies/policy': [
    `${shown} class presentation? key valueName?`,
    ['parentCategory?', 'supportedOn', 'enabledValue?', 'disabledValue?', 'elements?'],
  ],
  'policy/parentCategory': ['ref', []],
  'policy/supportedOn': ['ref', []],
  'policy/enabledValue': ['', ['decimal']],
  'policy/disabledValue': ['', ['decimal']],
  'enabledValue/decimal': ['value', []],
  'disabledValue/decimal': ['value', []],
  'policy/elements': ['', ['decimal*', 'text*', 'enum*', 'multiText*']],
  'elements/decimal': [`${field} minValue? maxValue?`, []],
  'elements/text': [`${field} maxLength?`, []],
  'elements/multiText': [`${field} maxLength? maxStrings?`, []],
  'elements/enum': [field, ['item*']],
  'enum/item': ['displayName', ['value']],
  'item/value': ['', ['string']],
  'value/string': ['', 'text'],
  '/policyDefinitionResources': ['xmlns revision schemaVersion', ['displayName', 'description', 'resources']],
  'policyDefinitionResources/displayName': ['', 'text'],
  'policyDefinitionResources/description': ['', 'text'],
  'policyDefinitionResources/resources': ['', ['stringTable?', 'presentationTable?']],
  'resources/stringTable': ['', ['string+']],
  'stringTable/string': ['id', 'text'],
  'resources/presentationTable': ['', ['presentation+']],
  'presentationTable/presentation': [
    'id',
    ['text*', 'decimalTextBox*', 'textBox*', 'dropdownList*', 'multiTextBox*'],
  ],
  'presentation/text': ['', 'text'],
  'presentation/decimalTextBox': ['refId defaultValue?', 'text'],
  'presentation/textBox': ['refId', ['label', 'defaultValue?']],
  'textBox/label': ['', 'text'],
  'textBox/defaultValue': ['', 'text'],
  'presentation/dropdownList': ['refId noSort? defaultItem?', 'text'],
  // No text: what a box of many lines is called stands above it.
  'presentation/multiTextBox': ['refId defaultHeight?', []],
};

/** Where an element, or one in it, is not as the schema has it, a sentence each. */
export function schemaErrors(element: Element, parent = ''): readonly string[] {
  const at = `${parent}/${element.nodeName}`;
  const rule = rules[at];
  if (rule === undefined) return [`There is no ${at}.`];
  const [attributes, content] = rule;
  const children = childrenOf(element);
  return [
    ...attributeErrors(element, attributes.split(' ').filter(Boolean), at),
    ...(content === 'text' ? textErrors(children, at) : childErrors(element, children, content, at)),
    ...children.flatMap((child) => schemaErrors(child, element.nodeName)),
  ];
}

function attributeErrors(element: Element, known: readonly string[], at: string): readonly string[] {
  const present = [...element.attributes].map((one) => one.name);
  return [
    ...present
      .filter((name) => !known.includes(name) && !known.includes(`${name}?`))
      .map((name) => `${at} has no ${name}.`),
    ...known
      .filter((name) => !name.endsWith('?') && !present.includes(name))
      .map((name) => `${at} needs ${name}.`),
  ];
}

function textErrors(children: readonly Element[], at: string): readonly string[] {
  return children.length > 0 ? [`${at} has text alone.`] : [];
}

function childErrors(
  element: Element,
  children: readonly Element[],
  order: readonly string[],
  at: string,
): readonly string[] {
  const names = order.map((one) => one.replace(/[?+*]$/, ''));
  const places = children.map((child) => names.indexOf(child.nodeName));
  const isInOrder = places.every((place, index) => place >= (places[index - 1] ?? 0));
  const miscounted = order.filter((one, place) => {
    const count = places.filter((each) => each === place).length;
    return (count === 0 && !/[?*]$/.test(one)) || (count > 1 && !/[+*]$/.test(one));
  });
  const hasText = [...element.childNodes].some(
    (node) => node.nodeType === node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '',
  );
  return [
    ...(isInOrder ? [] : [`What is in ${at} is not in the order of the schema.`]),
    ...miscounted.map((one) => `${at} does not have ${one} as often as the schema.`),
    ...(hasText ? [`${at} has no text of its own.`] : []),
  ];
}
