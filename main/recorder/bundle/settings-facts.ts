import { declaredSettings, settingKeys } from '../../../contract/settings/declared-settings.ts';
import {
  type LegacyAnswer,
  type LegacyDesktop,
  legacyDesktops,
} from '../../../contract/settings/legacy-offer.ts';
import type { Setting, SettingValue, TextFormat } from '../../../contract/settings/setting.ts';
import type { InForce } from '../../../contract/settings/settings-view.ts';
import type { LocalSettings } from '../../settings/local-settings.ts';
import type { Remembered } from '../../settings/remembered.ts';
import {
  address,
  choice,
  figure,
  file,
  flag,
  hostName,
  identifier,
  label,
  sentence,
  text,
} from '../masking/leaf-rules.ts';
import type { Masks } from '../masking/masks.ts';
import { audioDevice } from '../masking/phone.ts';
import { fields, nullable, type Rule } from '../masking/rules.ts';

/** A setting as a bundle tells it. */
export interface SettingFact {
  readonly setting: string;
  readonly value: SettingValue;
  /** What the desk uses until it is started again, where it was changed since; null: the value. */
  readonly untilRestart: SettingValue | null;
  readonly source: InForce['source'];
  /** Of a policy; null: the desk's own file, or the default. */
  readonly policy: string | null;
}

/** All that a bundle tells of settings. */
export interface SettingsFacts {
  readonly settings: readonly SettingFact[];
  readonly remembered: Remembered;
  /** The names of those that are wrong in their source. */
  readonly wrong: readonly string[];
}

const device = nullable(audioDevice);

const legacyDesktop: Rule<LegacyDesktop> = (value, masks) =>
  legacyDesktops.includes(value) ? value : masks.unknown(value);

const remembered: Rule<Remembered> = fields<Remembered>({
  audio: fields({ microphone: device, speaker: device, ringer: device }),
  lastProfile: nullable(label),
  deskId: nullable(identifier),
  window: fields({
    bounds: nullable(fields({ x: figure, y: figure, width: figure, height: figure })),
    maximised: flag,
  }),
  toldByCluster: nullable(fields({ a: address, b: address })),
  driftTold: nullable(sentence),
  legacyImport: nullable(
    fields({
      answer: choice<LegacyAnswer>(),
      at: figure,
      desktop: legacyDesktop,
      place: file,
      a: nullable(address),
      b: nullable(address),
    }),
  ),
});

const textRules: Readonly<Record<TextFormat, Rule<string>>> = {
  server: address,
  'cluster-name': hostName,
  file,
  plain: text,
};

/** Every setting with where it comes from, and the names of those that are wrong. */
export function settingsFacts(
  local: Pick<LocalSettings, 'read' | 'resolved' | 'problems'>,
  masks: Masks,
): SettingsFacts {
  const { settings } = local.resolved();
  return {
    settings: settingKeys.map((key) => {
      const { value, untilRestart, source, place, isLocked } = settings[key];
      const declared = declaredSettings[key];
      return {
        setting: key,
        value: masked(declared, value, masks),
        untilRestart: untilRestart === null ? null : masked(declared, untilRestart, masks),
        source,
        policy: isLocked ? place : null,
      };
    }),
    remembered: remembered(local.read(), masks),
    wrong: local.problems().map(({ setting }) => setting),
  };
}

/** What stands where text may be anything is masked by what it should be; the rest was checked. */
function masked({ kind }: Setting, value: SettingValue, masks: Masks): SettingValue {
  switch (kind.type) {
    case 'flag':
    case 'number':
    case 'choice':
      return value;
    case 'text':
      return value === '' ? '' : textRules[kind.format](String(value), masks);
    case 'list':
      return Array.isArray(value) ? value.map((line) => textRules[kind.format](String(line), masks)) : [];
  }
}
