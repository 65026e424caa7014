import { expect, type Locator } from '@playwright/test';
import type { DeskPage } from './desk-page.ts';

/** The popover of microphone, speaker and ringer. */
export class SoundSettings {
  readonly dialog: Locator;
  readonly #desk: DeskPage;

  constructor(desk: DeskPage) {
    this.#desk = desk;
    this.dialog = desk.page.getByRole('dialog', { name: 'Sound settings' });
  }

  async open(): Promise<void> {
    await this.#desk.button('Sound settings').first().click();
    await expect(this.dialog).toBeVisible();
  }

  chooser(label: 'Microphone' | 'Speaker, for the call' | 'Ringer'): Locator {
    return this.dialog.getByRole('button', { name: new RegExp(`${label}$`) });
  }

  async choose(label: Parameters<SoundSettings['chooser']>[0], device: string): Promise<void> {
    await this.chooser(label).click();
    await this.#desk.page.getByRole('option', { name: device, exact: true }).click();
    await expect(this.chooser(label)).toContainText(device);
  }
}
