import { expect, type Locator, type Page } from '@playwright/test';
import { deskState } from './desk-state.ts';
import { until } from './until.ts';

/** What stands beside the jacks while every service has a server. */
const everyServiceServes = /All |no standby| on [AB](?:not encrypted)?$|moved/;

/** The desk window, in an agent's words. */
export class DeskPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The state plate: its word, what comes next, its time. */
  get plate(): Locator {
    return this.page.locator('.plate');
  }

  get loginString(): Locator {
    return this.page.getByLabel('Login string');
  }

  get logInButton(): Locator {
    return this.page.getByRole('button', { name: 'Log in', exact: true });
  }

  get notes(): Locator {
    return this.page.getByLabel('Call notes');
  }

  /** What a call offers, at the Answer button. */
  incoming(name: string): Locator {
    return this.page.getByRole('region', { name: `Incoming call from ${name}` });
  }

  /** A button of the call's toolbar, by the word on it. */
  tool(word: string): Locator {
    return this.page
      .getByRole('toolbar', { name: 'Call' })
      .getByRole('button')
      .filter({ has: this.page.getByText(word, { exact: true }) });
  }

  /** A session's tab, by the name on it. */
  tab(name: string): Locator {
    return this.page.getByRole('tab', { name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  async logIn(loginString = '12345;xxyyzz;52513'): Promise<void> {
    await this.loginString.fill(loginString);
    await this.logInButton.click();
  }

  /** Logged in, every service served, phone registered: all that the switch has is on the desk. */
  async whole(): Promise<void> {
    await expect(this.plate).toContainText('Not Ready');
    await expect(this.button(/^Connections/)).toContainText(everyServiceServes);
    // The words leave out a service that is not begun yet, which SIP is until the device's snapshot has come.
    await until(
      'the phone is registered',
      () => deskState(this.page),
      ({ phone }) => phone.registration === 'registered',
    );
  }

  async choose(state: string | RegExp): Promise<void> {
    await this.plate.click();
    await this.page.getByRole('menuitem', { name: state }).click();
  }

  /** Ready in all that he is logged in for, not in one media routing domain alone. */
  chooseReady(): Promise<void> {
    return this.choose(/^Ready(?! for )/);
  }

  async ready(): Promise<void> {
    await this.chooseReady();
    await expect(this.plate.getByText('Ready', { exact: true })).toBeVisible();
  }

  async answer(): Promise<void> {
    await this.tool('Answer').click();
    await expect(this.plate).toContainText('Talking');
  }

  /** Opens the popover of that button and gives it a number. */
  async passOn(word: 'Consult' | 'Transfer' | 'Conference', number: string): Promise<void> {
    await this.tool(word).click();
    await this.page.getByLabel('Number').fill(number);
    await this.page.getByLabel('Number').press('Enter');
  }

  async dial(number: string): Promise<void> {
    await this.tool('Dial').click();
    await this.page.getByLabel('Number').fill(number);
    await this.page.getByLabel('Number').press('Enter');
  }
}
