import type { Page } from '@playwright/test';
import type { RunningApp } from './app.ts';

/** The app's two pages with their names, for what holds in both. */
export function pagesOf({ desk, phone }: RunningApp): readonly (readonly [string, Page])[] {
  return [
    ['desk', desk],
    ['phone', phone],
  ];
}
