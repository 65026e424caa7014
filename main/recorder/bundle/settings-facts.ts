import type { LocalSettings, SettingsValues } from '../../settings/local-settings.ts';
import { defaultSettings } from '../../settings/read-settings.ts';
import { address, choice, figure, flag, identifier, label } from '../masking/leaf-rules.ts';
import type { Masks } from '../masking/masks.ts';
import { audioDevice } from '../masking/phone.ts';
import { fields, nullable, type Rule } from '../masking/rules.ts';

/** A setting as a bundle tells it. */
export interface SettingFact {
  readonly setting: string;
  readonly value: unknown;
  readonly source: 'settings.json' | 'default';
}

const device = nullable(audioDevice);

/** What stands where an address should be may be anything: only addresses are kept as they are. */
const settings: Rule<SettingsValues> = fields<SettingsValues>({
  configurationServers: fields({ a: address, b: address }),
  serverOrder: choice(),
  phoneOrder: choice(),
  audio: fields({ microphone: device, speaker: device, ringer: device }),
  lastProfile: nullable(label),
  deskId: nullable(identifier),
  window: fields({
    bounds: nullable(fields({ x: figure, y: figure, width: figure, height: figure })),
    maximised: flag,
  }),
  theme: choice(),
});

/** Every setting with where it comes from, and the names of those that are wrong in the file. */
export function settingsFacts(
  local: Pick<LocalSettings, 'read' | 'problems'>,
  masks: Masks,
): { readonly settings: readonly SettingFact[]; readonly wrong: readonly string[] } {
  const values = local.read();
  const masked = settings(values, masks);
  const names = Object.keys(masked) as (keyof SettingsValues)[];
  return {
    settings: names.map((setting) => ({
      setting,
      value: masked[setting],
      source:
        JSON.stringify(values[setting]) === JSON.stringify(defaultSettings[setting])
          ? 'default'
          : 'settings.json',
    })),
    wrong: local.problems().map(({ setting }) => setting),
  };
}
