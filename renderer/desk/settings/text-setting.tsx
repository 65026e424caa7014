import { type KeyboardEvent, useId } from 'react';
import { useStore } from 'zustand';
import { useDeskTools } from '../../state/desk-context.tsx';
import { untouched } from '../../state/settings-edits.ts';
import type { SettingControlProps } from './setting-control.tsx';
import { textOfValue, valueOfText } from './setting-text.ts';

/**
 * A value that is typed: text, a number, or a list with a line each. It is saved when the field is left, and by Enter
 * where that begins no new line; what is wrong is said beneath it and stays as it was typed; Escape leaves it.
 */
export function TextSetting({ setting, inForce, labelledBy, describedBy }: SettingControlProps) {
  const id = useId();
  const { settings } = useDeskTools();
  const { kind } = setting;
  const { key, value } = inForce;
  const { typed, error } = useStore(settings.store, ({ edits }) => edits[key] ?? untouched);
  const isWrong = typed !== null && error !== null;

  const commit = (): void => {
    if (typed === null) return;
    const read = valueOfText(setting, typed);
    if (!read.ok) settings.refuse(key, read.error);
    else if (textOfValue(read.value) === textOfValue(value)) settings.forget(key);
    else void settings.set(key, read.value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && kind.type !== 'list') commit();
    if (event.key !== 'Escape' || typed === null) return;
    event.preventDefault();
    settings.forget(key);
  };
  const field = {
    dir: kind.type === 'number' || (kind.type === 'text' && kind.format === 'plain') ? 'auto' : 'ltr',
    autoComplete: 'off',
    spellCheck: false,
    value: typed ?? textOfValue(value),
    onBlur: commit,
    onKeyDown,
    'aria-labelledby': labelledBy,
    'aria-describedby': isWrong ? `${id} ${describedBy}` : describedBy,
    'aria-invalid': isWrong,
  };
  return (
    <div>
      <div className={kind.type === 'list' ? 'field text-field lines' : 'field text-field'}>
        {kind.type === 'list' ? (
          <textarea
            {...field}
            className="grow"
            rows={4}
            onChange={(event) => settings.type(key, event.target.value)}
          />
        ) : (
          <input
            {...field}
            className="grow"
            type="text"
            inputMode={kind.type === 'number' ? 'numeric' : 'text'}
            onChange={(event) => settings.type(key, event.target.value)}
          />
        )}
        {kind.type === 'number' && <span className="ink-2">{kind.unit}</span>}
      </div>
      {isWrong && (
        <p className="field-error anywhere" id={id} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
