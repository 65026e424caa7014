import type { Page } from '@playwright/test';

/** On the page of diagnostics: runs every check, and resolves with what came of them. */
export async function runChecks(desk: Page): Promise<string> {
  await desk.getByRole('heading', { level: 1, name: 'Diagnostics' }).waitFor();
  await desk.getByRole('button', { name: 'Run checks' }).click();
  const outcome = desk.getByRole('status').filter({ hasText: /Checked at/ });
  await outcome.waitFor({ timeout: 30_000 });
  return (await outcome.textContent()) ?? '';
}

/** Goes to that page from the settings: the way of IT, at a desk that cannot log in. */
export async function openDiagnostics(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: 'Settings', exact: true }).click();
  await desk.getByRole('tab', { name: 'Diagnostics' }).click();
}

/** Each check that has come to this: its name, what was found and what to do. */
export function checksThat(outcome: 'fail' | 'pass' | 'unknown', desk: Page): Promise<readonly string[]> {
  return desk.locator(`.checked li.${outcome}`).allTextContents();
}
