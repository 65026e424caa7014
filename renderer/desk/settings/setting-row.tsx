import { useId } from 'react';
import { useStore } from 'zustand';
import type { Setting } from '../../../contract/settings/setting.ts';
import type { InForce } from '../../../contract/settings/settings-view.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useDesk, useDeskTools } from '../../state/desk-context.tsx';
import { untouched } from '../../state/settings-edits.ts';
import { clockTimeToTheSecond } from '../../state/times.ts';
import { SettingControl } from './setting-control.tsx';
import {
  effectWords,
  lockWords,
  overruledWords,
  sourceWords,
  valueWords,
  waitingWords,
} from './setting-words.ts';

export interface SettingRowProps {
  readonly setting: Setting;
  readonly inForce: InForce;
  /** What sources say of it and is not used, a sentence each. */
  readonly problems: readonly string[];
}

/** One setting: what it does, where its value comes from, and the value, to be changed unless it is locked. */
export function SettingRow({ setting, inForce, problems }: SettingRowProps) {
  const id = useId();
  const lock = lockWords(setting, inForce);
  const ids = { title: `${id}title`, text: `${id}text`, source: `${id}source` };
  return (
    <li className="setting">
      <div className="stack setting-words">
        <div className="setting-head">
          <h3 className="setting-title" id={ids.title}>
            {setting.title}
          </h3>
          <bdi className="text-xs ink-3">{inForce.key}</bdi>
        </div>
        <p className="text-sm ink-2" id={ids.text}>
          {setting.text}
        </p>
        <div className="text-xs ink-2 setting-notes" id={ids.source}>
          <Source inForce={inForce} lock={lock} />
          {overruledWords(setting, inForce).map((words) => (
            <p key={words} className="anywhere">
              {words}
            </p>
          ))}
          <Effect setting={setting} inForce={inForce} />
          {problems.map((problem) => (
            <p key={problem} className="ink-amber anywhere">
              <bdi>{problem}</bdi>
            </p>
          ))}
        </div>
      </div>
      <div className="setting-value">
        {lock === null ? (
          <SettingControl
            setting={setting}
            inForce={inForce}
            labelledBy={ids.title}
            describedBy={`${ids.text} ${ids.source}`}
          />
        ) : (
          <Locked words={valueWords(setting, inForce.value)} />
        )}
        <Outcome setting={setting} inForce={inForce} />
      </div>
    </li>
  );
}

/** When a change is used; where one waits for the next start, what is used until then. */
function Effect({ setting, inForce }: Omit<SettingRowProps, 'problems'>) {
  const waits = waitingWords(setting, inForce);
  const effect = effectWords(setting.takesEffect);
  if (waits !== null) return <p className="strong ink anywhere">{waits}</p>;
  return effect !== null && <p>{effect}.</p>;
}

function Source({ inForce, lock }: { readonly inForce: InForce; readonly lock: string | null }) {
  const { words, place } = sourceWords(inForce);
  return (
    <>
      <p className="anywhere">
        <span className={inForce.source === 'default' ? '' : 'strong ink'}>{words}</span>
        {place !== null && (
          <>
            : <bdi>{place}</bdi>
          </>
        )}
      </p>
      {lock !== null && (
        <p className="setting-lock">
          <Icon name="lock" size="tiny" />
          {lock}
        </p>
      )}
    </>
  );
}

/** What nobody can change here is read, not greyed out. */
function Locked({ words }: { readonly words: string }) {
  return (
    <p className="setting-locked anywhere">
      <Icon name="lock" size="small" />
      <bdi>{words}</bdi>
    </p>
  );
}

/** When it was saved, what went wrong, and the way back. */
function Outcome({ setting, inForce }: Omit<SettingRowProps, 'problems'>) {
  const { settings } = useDeskTools();
  const { key, source } = inForce;
  const { savedAt, unsaved, error, typed } = useStore(settings.store, ({ edits }) => edits[key] ?? untouched);
  const offset = useDesk(({ clockOffsetMs }) => clockOffsetMs);
  return (
    <div className="setting-outcome text-xs ink-2">
      {error !== null && typed === null && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {unsaved !== null && <p className="ink-amber anywhere">{unsaved}</p>}
      {savedAt !== null && unsaved === null && (
        <span className="numeric">Saved {clockTimeToTheSecond(savedAt + offset)}</span>
      )}
      {source === 'user' && (
        <Button
          size="small"
          tone="quiet"
          aria-label={`Back to default: ${setting.title}`}
          onClick={() => void settings.unset(key)}
        >
          Back to default
        </Button>
      )}
    </div>
  );
}
