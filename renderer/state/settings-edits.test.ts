import { expect, test } from 'vitest';
import type { SettingOutcome, SettingsView } from '../../contract/settings/settings-view.ts';
import { defaults, withSettings } from '../desk/fixtures/settings.ts';
import { createSettingsEdits } from './settings-edits.ts';

const dark = withSettings({ theme: { value: 'dark', source: 'user' } });

/** A bridge that answers when the test says. */
function edited() {
  let answer = (_: SettingOutcome | Error): void => {};
  let listener: ((view: SettingsView) => void) | null = null;
  const asked: unknown[] = [];
  const ask = (what: unknown): Promise<SettingOutcome> => {
    asked.push(what);
    return new Promise((resolve, reject) => {
      answer = (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
    });
  };
  const edits = createSettingsEdits(
    {
      onSettings: (callback) => {
        listener = callback;
        callback(defaults);
        return () => {
          listener = null;
        };
      },
      setSetting: ask,
      unsetSetting: ask,
    },
    { now: () => 1_000, after: () => () => {} },
  );
  return {
    edits,
    asked,
    answer: (outcome: SettingOutcome | Error) => answer(outcome),
    push: (view: SettingsView) => listener?.(view),
    follows: () => listener !== null,
    theme: () => edits.store.getState().edits.theme,
  };
}

test('settings are followed while they are looked at, and what was typed stays when others come', () => {
  const { edits, push, follows, theme } = edited();
  const stop = edits.follow();
  expect(edits.store.getState().view).toEqual(defaults);
  edits.type('theme', 'da');
  push(dark);
  expect(edits.store.getState().view).toEqual(dark);
  expect(theme()?.typed).toBe('da');
  stop();
  expect([follows(), theme()?.typed]).toEqual([false, 'da']);
});

test('what was saved is shown as main has it, with the time', async () => {
  const { edits, asked, answer, theme } = edited();
  edits.type('theme', 'dark');
  const done = edits.set('theme', 'dark');
  answer({ ok: true, now: dark, unsaved: null });
  await done;
  expect(asked).toEqual([{ key: 'theme', value: 'dark' }]);
  expect(edits.store.getState().view).toEqual(dark);
  expect(theme()).toEqual({ typed: null, error: null, savedAt: 1_000, unsaved: null });
  edits.type('theme', 'd');
  expect(theme()?.savedAt).toBeNull();
});

test('what was typed while it was saved is not lost', async () => {
  const { edits, answer, theme } = edited();
  edits.type('theme', 'dark');
  const done = edits.set('theme', 'dark');
  edits.type('theme', 'darker');
  answer({ ok: true, now: dark, unsaved: null });
  await done;
  expect(theme()?.typed).toBe('darker');
});

test('what is refused stays, with why; so it does where main cannot be asked', async () => {
  const { edits, answer, theme } = edited();
  edits.type('theme', 'dark');
  const refused = edits.set('theme', 'dark');
  answer({ ok: false, reason: 'A policy sets it.' });
  await refused;
  expect(theme()).toMatchObject({ typed: 'dark', error: 'A policy sets it.', savedAt: null });
  const broken = edits.unset('theme');
  answer(new Error('the channel is closed'));
  await broken;
  expect(theme()).toMatchObject({
    typed: 'dark',
    error: 'It could not be passed on: the channel is closed. Try again.',
  });
  edits.forget('theme');
  expect(theme()).toMatchObject({ typed: null, error: null });
});
