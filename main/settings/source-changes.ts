import { isDeepStrictEqual } from 'node:util';
import { declaredSettings, type SettingKey, settingKeys } from '../../contract/settings/declared-settings.ts';
import type { InForce } from '../../contract/settings/settings-view.ts';
import type { Resolved } from './layers/in-force.ts';
import { sourceWords } from './source-words.ts';

/** A setting that has another value or another source, for the log; which value it has is not told there. */
export interface SourceChange {
  readonly sentence: string;
  readonly setting: SettingKey;
  /** The desk uses it only once it is started again. */
  readonly needsRestart: boolean;
}

export function sourceChanges(before: Resolved, after: Resolved): readonly SourceChange[] {
  return settingKeys.flatMap((setting) => {
    const [was, is] = [before.settings[setting], after.settings[setting]];
    const isSame = isDeepStrictEqual(was.value, is.value);
    const isThere = was.source === is.source && was.place === is.place;
    if (isSame && isThere) return [];
    const what = isThere ? changedThere(is) : movedTo(was, is, isSame);
    const sentence = [what, usedWhen(is, isSame)].filter(Boolean).join(' ');
    return [{ sentence, setting, needsRestart: is.untilRestart !== null }];
  });
}

function changedThere(is: InForce): string {
  return `The value of "${is.key}" was changed: it comes from ${from(is)}, as before.`;
}

function movedTo(was: InForce, is: InForce, isSame: boolean): string {
  const value = isSame ? ', with the same value' : '';
  return `"${is.key}" came from ${from(was)}, and comes from ${from(is)} now${value}.`;
}

function from(one: InForce): string {
  return sourceWords(one) ?? 'the default';
}

function usedWhen({ key, untilRestart }: InForce, isSame: boolean): string {
  if (untilRestart !== null) return 'It is used when the desk is started again.';
  const isLater = !isSame && declaredSettings[key].takesEffect === 'next login';
  return isLater ? 'It is used from the next login on.' : '';
}
