import { expect, type Locator, type Page } from '@playwright/test';

/** The settings screen, in the words of whoever looks at it. */
export class SettingsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', { name: 'Search the settings' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await expect(this.search).toBeFocused();
    await expect(this.page.getByRole('heading', { level: 3 }).first()).toBeVisible();
  }

  /** One setting, by its title. */
  setting(title: string): Locator {
    const heading = this.page.getByRole('heading', { level: 3, name: title, exact: true });
    return this.page.getByRole('listitem').filter({ has: heading });
  }
}
