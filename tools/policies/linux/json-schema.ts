import { linuxPolicyFolder } from '../../../contract/settings/policy-places.ts';
import type { SettingKind, TextFormat } from '../../../contract/settings/setting.ts';
import { effectInWords, rangeInWords } from '../in-words.ts';
import type { Policy } from '../policy.ts';
import { json } from './policy-file.ts';
import { textPatterns } from './text-patterns.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON schema of a policy file: it takes what the desk takes, but for the case of names, and nothing else. */
export function renderJsonSchema(policies: readonly Policy[]): string {
  return json({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:switchhook:policies',
    title: 'Policies of the Switchhook desktop',
    description: `A policy file of Linux: ${linuxPolicyFolder}/NAME.json.`,
    type: 'object',
    properties: {
      // By which an editor finds the schema; the desk passes over it.
      $schema: { type: 'string' },
      ...Object.fromEntries(policies.map((policy) => [policy.name, property(policy)])),
    },
    additionalProperties: false,
  });
}

function property({ setting }: Policy): Schema {
  const { title, text, byDefault, kind, takesEffect, since } = setting;
  return {
    title,
    description: `${text} (${rangeInWords(kind)}; a change takes effect ${effectInWords(takesEffect)}; since ${since})`,
    default: byDefault,
    ...typeOf(kind),
  };
}

function typeOf(kind: SettingKind): Schema {
  switch (kind.type) {
    case 'flag':
      return { type: 'boolean' };
    case 'number':
      return { type: 'integer', minimum: kind.least, maximum: kind.most };
    case 'text':
      return line(kind.longest, kind.format);
    case 'choice':
      return { type: 'string', enum: kind.choices.map(({ value }) => value) };
    case 'list':
      return {
        type: 'array',
        maxItems: kind.most,
        items: { ...line(kind.longest, kind.format), allOf: [notBlank] },
      };
  }
}

/** A line of a list may not be blank: the registry could not hold it. */
const notBlank: Schema = { pattern: '[^\\s\\u0000]' };

function line(longest: number, format: TextFormat): Schema {
  return { type: 'string', maxLength: longest, pattern: textPatterns[format] };
}
