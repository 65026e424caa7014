import { expect, type Locator, type Page } from '@playwright/test';

/** The desk window, in an agent's words. */
export class DeskPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The state plate: its word, what comes next, its time. */
  get plate(): Locator {
    return this.page.getByRole('button', { name: /^Agent state/ });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async logIn(loginString: string): Promise<void> {
    await this.page.getByLabel('Login string').fill(loginString);
    await this.button('Log in').click();
  }

  async loggedIn(): Promise<void> {
    await expect(this.plate).toContainText('Not Ready');
  }

  async choose(state: string | RegExp): Promise<void> {
    await this.plate.click();
    await this.page.getByRole('menuitem', { name: state }).click();
  }

  async ready(): Promise<void> {
    await this.choose('Ready');
    await expect(this.plate).toContainText('Ready');
    await expect(this.plate).not.toContainText('Not Ready');
  }
}
