import {
  declaredSettings,
  policyName,
  type SettingKey,
  settingKeys,
} from '../../../contract/settings/declared-settings.ts';
import { windowsPolicyKey } from '../../../contract/settings/policy-places.ts';
import { toRegistry } from '../../../contract/settings/registry-value.ts';
import type { Setting, SettingValue } from '../../../contract/settings/setting.ts';
import { type KeyToWrite, regLines, writeReg } from '../../../contract/settings/write-reg.ts';
import { resolve } from '../../settings/layers/in-force.ts';
import type { SettingsContext } from '../context.ts';
import { exitCodes, notWritten, type Outcome } from '../outcome.ts';
import { readSources } from '../read-sources.ts';
import type { Target } from '../targets.ts';
import { writeWhole } from '../write-whole.ts';

export interface ExportOptions {
  readonly format: 'reg' | 'json';
  readonly target: Target;
  /** Null: stdout. */
  readonly out: string | null;
}

type Values = readonly (readonly [SettingKey, SettingValue])[];

/**
 * What is set in one place, as a file that `import` takes back: by `set` or by hand, the cluster's addresses among
 * them, for they stand in the user's file.
 */
export function exportSettings(context: SettingsContext, { format, target, out }: ExportOptions): Outcome {
  const { values, problems } = setThere(context, target);
  const keys = regKeys(values, target);
  const json = Object.fromEntries(values.map(([key, value]) => [policyName(key), value]));
  const text = `${JSON.stringify(json, null, 2)}\n`;
  const bytes = format === 'reg' ? writeReg(keys) : Buffer.from(text);
  if (out !== null) {
    const failure = writeWhole(out, bytes);
    if (failure !== null) return notWritten(failure);
  }
  return {
    exit: problems.length === 0 ? exitCodes.done : exitCodes.wrong,
    lines: [`${values.length} settings of the ${target === 'machine' ? 'computer' : 'user'} are in ${out}.`],
    errors: problems,
    json: {
      target,
      format,
      out,
      settings: json,
      content: format === 'reg' ? regLines(keys).join('\r\n') : text,
    },
    ...(out === null ? { bytes } : {}),
  };
}

function setThere(
  { file, policies, machine }: SettingsContext,
  target: Target,
): { readonly values: Values; readonly problems: readonly string[] } {
  const { layers, problems } = readSources(file, policies);
  const there = layers.filter((layer) =>
    target === 'machine'
      ? layer.kind === 'machine-policy' && layer.place === machine.place
      : layer.kind === 'user' || layer.kind === 'cluster',
  );
  const places = new Set([...there.map(({ place }) => place), target === 'user' ? file : machine.place]);
  const { settings } = resolve(there);
  return {
    values: settingKeys
      .filter((key) => settings[key].source !== 'default')
      .map((key) => [key, settings[key].value] as const),
    problems: problems
      .filter(({ place }) => [...places].some((one) => place === one || place.startsWith(`${one}, `)))
      .map(({ message }) => message),
  };
}

function regKeys(values: Values, target: Target): readonly KeyToWrite[] {
  return [
    {
      hive: target === 'machine' ? 'HKLM' : 'HKCU',
      path: windowsPolicyKey,
      values: values.map(([key, value]) => {
        const { kind }: Setting = declaredSettings[key];
        return { name: policyName(key), value: toRegistry(kind, value) };
      }),
    },
  ];
}
