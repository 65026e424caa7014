import * as z from 'zod';
import { audioDevice } from '../../contract/softphone/phone-call.ts';
import type { SettingsProblem, SettingsValues } from './local-settings.ts';
import { usableAddresses } from './usable-addresses.ts';

const order = z.enum(['random', 'primary-first']);
const device = audioDevice.nullable();
const address = z.string().max(300);
const bounds = z
  .object({
    x: z.number().int(),
    y: z.number().int(),
    width: z.number().int().min(1).max(100_000),
    height: z.number().int().min(1).max(100_000),
  })
  .nullable();

/** What a settings file says. A value that is wrong is named and has its default; the others stand. */
export function readSettings(
  raw: Readonly<Record<string, unknown>>,
  file: string,
): { readonly values: SettingsValues; readonly problems: readonly SettingsProblem[] } {
  const { take, problems } = taker(raw, file);
  const values: SettingsValues = {
    configurationServers: {
      a: take('configurationServers.a', address, ''),
      b: take('configurationServers.b', address, ''),
    },
    serverOrder: take('serverOrder', order, 'random'),
    phoneOrder: take('phoneOrder', order, 'random'),
    audio: {
      microphone: take('audio.microphone', device, null),
      speaker: take('audio.speaker', device, null),
      ringer: take('audio.ringer', device, null),
    },
    lastProfile: take('lastProfile', z.string().min(1).max(80).nullable(), null),
    deskId: take('deskId', z.string().min(1).max(64).nullable(), null),
    window: {
      bounds: take('window.bounds', bounds, null),
      maximised: take('window.maximised', z.boolean(), false),
    },
    theme: take('theme', z.enum(['system', 'light', 'dark']), 'system'),
  };
  return { values, problems: [...problems, ...usableAddresses(values.configurationServers, file).problems] };
}

/** What a desk without a settings file has. */
export const defaultSettings: SettingsValues = readSettings({}, '').values;

function taker(
  raw: Readonly<Record<string, unknown>>,
  file: string,
): {
  readonly take: <Value>(setting: string, schema: z.ZodType<Value>, byDefault: Value) => Value;
  readonly problems: readonly SettingsProblem[];
} {
  const problems: SettingsProblem[] = [];
  const report = (setting: string, value: unknown, expected: string, instead: string): void => {
    if (problems.some((known) => known.setting === setting)) return;
    const message = `The setting "${setting}" in ${file} is ${quoted(value)}, which is not used: ${expected}. ${instead}`;
    problems.push({ setting, message });
  };
  return {
    problems,
    take: (setting, schema, byDefault) => {
      const found = lookUp(raw, setting);
      if (found.type === 'absent') return byDefault;
      const instead = `${JSON.stringify(byDefault)} is used instead.`;
      if (found.type === 'blocked') {
        report(found.at, found.value, 'expected an object', 'Defaults are used instead.');
        return byDefault;
      }
      const checked = schema.safeParse(found.value);
      if (checked.success) return checked.data;
      report(setting, found.value, checked.error.issues[0]?.message ?? 'not understood', instead);
      return byDefault;
    },
  };
}

type Found =
  | { readonly type: 'absent' }
  | { readonly type: 'value'; readonly value: unknown }
  /** Something stands where an object was expected. */
  | { readonly type: 'blocked'; readonly at: string; readonly value: unknown };

function lookUp(raw: Readonly<Record<string, unknown>>, setting: string): Found {
  const parts = setting.split('.');
  let value: unknown = raw;
  for (const [index, part] of parts.entries()) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { type: 'blocked', at: parts.slice(0, index).join('.'), value };
    }
    if (!Object.hasOwn(value, part)) return { type: 'absent' };
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return { type: 'value', value };
}

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
