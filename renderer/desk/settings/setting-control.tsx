import type { Setting } from '../../../contract/settings/setting.ts';
import type { InForce } from '../../../contract/settings/settings-view.ts';
import { RadioOptions } from '../../parts/radio-options.tsx';
import { Switch } from '../../parts/switch.tsx';
import { useDeskTools } from '../../state/desk-context.tsx';
import { TextSetting } from './text-setting.tsx';

export interface SettingControlProps {
  readonly setting: Setting;
  readonly inForce: InForce;
  /** Ids of what names it and of what describes it. */
  readonly labelledBy: string;
  readonly describedBy: string;
}

/** What changes a value, by its kind. A choice and a switch are saved at once, text when its field is left. */
export function SettingControl(props: SettingControlProps) {
  const { setting, inForce, labelledBy, describedBy } = props;
  const { settings } = useDeskTools();
  const { key, value } = inForce;
  const { kind } = setting;
  switch (kind.type) {
    case 'flag':
      return (
        <Switch
          labelledBy={labelledBy}
          describedBy={describedBy}
          isOn={value === true}
          onChange={(isOn) => void settings.set(key, isOn)}
        />
      );
    case 'choice':
      return (
        <RadioOptions
          label={{ id: labelledBy }}
          describedBy={describedBy}
          options={kind.choices.map((choice) => ({ id: choice.value, label: choice.title }))}
          value={String(value)}
          onChange={(chosen) => void settings.set(key, chosen)}
        />
      );
    case 'number':
    case 'text':
    case 'list':
      return <TextSetting {...props} />;
  }
}
