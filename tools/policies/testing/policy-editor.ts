import type { Element } from '@xmldom/xmldom';
import type { RegistryValue } from '../../../contract/settings/registry-value.ts';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import { allOf, attribute, childrenOf } from './parse-xml.ts';

/** What a policy editor writes into the registry. */
export interface WrittenPolicy {
  readonly key: string;
  readonly valueName: string;
  readonly stored: RegistryValue;
}

/**
 * What the policy editor of Windows writes when an administrator sets this policy of an ADMX to a value, as Microsoft's
 * manual of the elements says; null: it does not take the value.
 */
export function writtenByEditor(admx: Element, name: string, value: SettingValue): WrittenPolicy | null {
  const policy = allOf(admx, 'policy').find((one) => attribute(one, 'name') === name);
  if (policy === undefined) return null;
  const key = attribute(policy, 'key');
  const [field] = childrenOf(policy, 'elements').flatMap((elements) => childrenOf(elements));
  if (field === undefined) {
    const state = childrenOf(policy, value === true ? 'enabledValue' : 'disabledValue');
    const [decimal] = state.flatMap((one) => childrenOf(one, 'decimal'));
    if (decimal === undefined) return null;
    const stored = { type: 'REG_DWORD', value: Number(attribute(decimal, 'value')) } as const;
    return { key, valueName: attribute(policy, 'valueName'), stored };
  }
  const stored = storedByField(field, value);
  return stored === null ? null : { key, valueName: attribute(field, 'valueName'), stored };
}

function storedByField(field: Element, value: SettingValue): RegistryValue | null {
  switch (field.nodeName) {
    case 'decimal': {
      const isIn =
        Number(value) >= limit(field, 'minValue', 0) && Number(value) <= limit(field, 'maxValue', 9_999);
      return isIn ? { type: 'REG_DWORD', value: Number(value) } : null;
    }
    case 'text': {
      const isMissing = value === '' && field.getAttribute('required') === 'true';
      return isMissing || isTooLong(field, value) ? null : { type: 'REG_SZ', value: String(value) };
    }
    case 'enum': {
      const item = allOf(field, 'string').find((one) => one.textContent === value);
      return item === undefined ? null : { type: 'REG_SZ', value: String(item.textContent) };
    }
    case 'multiText': {
      const lines = typeof value === 'object' ? value : [];
      const most = limit(field, 'maxStrings', 0);
      const isTooMany = most > 0 && lines.length > most;
      return isTooMany || isTooLong(field, lines.join('\r\n'))
        ? null
        : { type: 'REG_MULTI_SZ', value: lines };
    }
    default:
      return { type: 'other', name: field.nodeName };
  }
}

function isTooLong(field: Element, value: SettingValue): boolean {
  return String(value).length > limit(field, 'maxLength', 1_023);
}

/** An attribute that is a number, or what the schema has where it is not there. */
function limit(field: Element, name: string, otherwise: number): number {
  return Number(field.getAttribute(name) ?? otherwise);
}
