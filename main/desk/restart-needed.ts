import { declaredSettings, type SettingKey } from '../../contract/settings/declared-settings.ts';
import { dismissBanner, showBanner } from './banners.ts';
import type { DeskModel } from './model.ts';

const bannerId = 'restart-needed';

/** A quiet strip: nothing is wrong, and an agent in a call has other things to do. */
export function restartNeeded(model: DeskModel, settings: readonly SettingKey[], now: number): DeskModel {
  const without = dismissBanner(model, bannerId);
  if (settings.length === 0) return without;
  const titles = settings.map((key) => `“${declaredSettings[key].title}”`);
  const used = titles.length === 1 ? 'It is used' : 'They are used';
  const text = `${whoChanged(settings)} ${listed(titles)}. ${used} once Switchhook is started again; until then you work on as before.`;
  return showBanner(without, { id: bannerId, tone: 'plain', text }, now);
}

function whoChanged(settings: readonly SettingKey[]): string {
  const byPolicy = settings.every((key) => declaredSettings[key].scope === 'machine');
  return byPolicy ? 'Your IT department changed' : 'Changed were';
}

function listed(titles: readonly string[]): string {
  const last = titles.at(-1) ?? '';
  return titles.length < 2 ? last : `${titles.slice(0, -1).join(', ')} and ${last}`;
}
