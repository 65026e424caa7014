import type { Banner } from '../../contract/desk/desk-state.ts';
import { type DeskModel, withView } from './model.ts';

/** Shows a sentence across the window; one of the same id is replaced in its place. */
export function showBanner(model: DeskModel, banner: Omit<Banner, 'at'>, now: number): DeskModel {
  const at = now + model.view.clockOffsetMs;
  const others = model.view.banners.filter(({ id }) => id !== banner.id);
  return withView(model, { banners: [...others, { ...banner, at }] });
}

export function dismissBanner(model: DeskModel, bannerId: string): DeskModel {
  return withView(model, { banners: model.view.banners.filter(({ id }) => id !== bannerId) });
}
