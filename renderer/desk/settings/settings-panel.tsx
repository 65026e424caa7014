import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { declaredSettings, settingKeys } from '../../../contract/settings/declared-settings.ts';
import type { SettingProblem, SettingsView } from '../../../contract/settings/settings-view.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useDeskTools } from '../../state/desk-context.tsx';
import { type FoundCategory, searchSettings } from './search-settings.ts';
import { SettingRow } from './setting-row.tsx';
import { saidWords } from './setting-words.ts';

/** Every setting with value, source and lock, found by a few letters. */
export function SettingsPanel() {
  const { settings } = useDeskTools();
  const view = useStore(settings.store, (state) => state.view);
  const field = useRef<HTMLInputElement>(null);
  const [words, search] = useState('');
  useEffect(() => settings.follow(), [settings]);
  useEffect(() => field.current?.focus(), []);
  const found = searchSettings(words);
  return (
    <>
      <Search field={field} words={words} onChange={search} found={found} />
      <Said />
      <div className="sheet-inside settings-list" aria-busy={view === null}>
        {view && words.trim() === '' && <Problems problems={view.problems} />}
        {view && found.map((category) => <Category key={category.category} {...category} view={view} />)}
        {found.length === 0 && (
          <NothingFound
            words={words}
            onAll={() => {
              search('');
              field.current?.focus();
            }}
          />
        )}
      </div>
    </>
  );
}

interface SearchProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly words: string;
  readonly onChange: (words: string) => void;
  readonly found: readonly FoundCategory[];
}

function Search({ field, words, onChange, found }: SearchProps) {
  const id = useId();
  const count = found.reduce((sum, { keys }) => sum + keys.length, 0);
  const clear = (): void => {
    onChange('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || words === '') return;
    event.preventDefault();
    clear();
  };
  return (
    <search className="settings-search">
      <div className="field text-field grow">
        <Icon name="search" size="small" className="ink-3" />
        <input
          ref={field}
          type="search"
          className="grow"
          aria-label="Search the settings"
          aria-describedby={id}
          placeholder="A word, a key or the name of a policy"
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {words !== '' && <IconButton icon="close" label="Clear the search" onClick={clear} />}
      </div>
      <p className="text-xs ink-2 numeric" id={id} role="status">
        {words.trim() === '' ? `${settingKeys.length} settings` : `${count} of ${settingKeys.length}`}
      </p>
    </search>
  );
}

function Category({ category, keys, view }: FoundCategory & { readonly view: SettingsView }) {
  const id = useId();
  return (
    <section className="settings-category" aria-labelledby={id}>
      <h2 className="text-lg" id={id}>
        {category}
      </h2>
      <ul>
        {keys.map((key) => (
          <SettingRow
            key={key}
            setting={declaredSettings[key]}
            inForce={view.settings[key]}
            problems={problemsOf(view, key)}
          />
        ))}
      </ul>
    </section>
  );
}

function problemsOf({ problems }: SettingsView, key: SettingProblem['key']): readonly string[] {
  return problems.filter((problem) => problem.key === key).map(({ message }) => message);
}

/** What sources say and is not used: for IT, who can mend it where it stands. */
function Problems({ problems }: { readonly problems: readonly SettingProblem[] }) {
  const id = useId();
  if (problems.length === 0) return null;
  return (
    <section className="error-box notice settings-problems" aria-labelledby={id}>
      <Icon name="alert" />
      <h2 className="setting-title" id={id}>
        {problems.length === 1
          ? 'Something in the settings is not used'
          : `${problems.length} things in the settings are not used`}
      </h2>
      <ul>
        {[...new Set(problems.map(({ message }) => message))].map((message) => (
          <li key={message} className="anywhere">
            <bdi>{message}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NothingFound({ words, onAll }: { readonly words: string; readonly onAll: () => void }) {
  return (
    <div className="section">
      <EmptyState
        icon="search"
        level={2}
        title="No setting has these words"
        actions={<Button onClick={onAll}>Show all settings</Button>}
      >
        Nothing is called <bdi className="anywhere">“{words.trim()}”</bdi>. Search for a word of its title or
        text, for its key, such as serverOrder, or for the name of its policy, such as ConfigurationServersA.
      </EmptyState>
    </div>
  );
}

/** Tells screen readers what came of the last change. */
function Said() {
  const { settings } = useDeskTools();
  const said = useStore(settings.store, ({ edits }) => saidWords(edits));
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
