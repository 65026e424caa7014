import { expect, test } from 'vitest';
import type { LegacyOffer } from '../../../contract/settings/legacy-offer.ts';
import { seriousViolations } from '../fixtures/accessibility.ts';
import { talking } from '../fixtures/calls.ts';
import { loggedOut } from '../fixtures/desk-states.ts';
import { noProfiles } from '../fixtures/logins.ts';
import { focused, harnessOfFile } from '../fixtures/with-desk.ts';

const withDesk = harnessOfFile();

const legacyOffer: LegacyOffer = {
  desktop: 'CTI OS',
  place: 'HKLM\\SOFTWARE\\WOW6432Node\\Cisco Systems\\CTI Desktop\\CtiOs',
  a: 'ctios-a.example:8100',
  b: '192.168.100.2:8100',
};

test('names the older desktop, both addresses and where they stand, and is answered by keyboard', () =>
  withDesk(
    noProfiles,
    async (desk, page) => {
      const box = page.getByRole('status').filter({ hasText: 'servers of CTI OS' });
      await box.waitFor();
      const text = await box.textContent();
      for (const said of [legacyOffer.a, legacyOffer.b, legacyOffer.place]) expect(text).toContain(said);
      expect(text).toContain('You are asked once.');
      // It takes the focus from nobody.
      expect(
        await page.getByLabel('Login string').evaluate((field) => field === document.activeElement),
      ).toBe(true);
      expect(await seriousViolations(page)).toEqual([]);
      const leave = page.getByRole('button', { name: 'Leave them' });
      for (let tabs = 0; tabs < 20; tabs += 1) {
        if ((await focused(page)) === 'Leave them') break;
        await page.keyboard.press('Shift+Tab');
      }
      await page.keyboard.press('Enter');
      await leave.waitFor({ state: 'detached' });
      expect(await desk.asked()).toEqual(['servers of an older desktop: leave']);
      expect(
        await page.getByLabel('Login string').evaluate((field) => field === document.activeElement),
      ).toBe(true);
    },
    { legacyOffer },
  ));

test('one side alone is named alone; the offer goes as soon as it is taken back', () =>
  withDesk(
    noProfiles,
    async (desk, page) => {
      const box = page.getByRole('status').filter({ hasText: 'Cisco Agent Desktop' });
      expect(await box.textContent()).toContain(': B 192.168.100.2:8100. They');
      expect(await box.textContent()).not.toContain('null');
      await desk.pushLegacyOffer(null);
      await box.waitFor({ state: 'detached' });
    },
    { legacyOffer: { ...legacyOffer, desktop: 'Cisco Agent Desktop', a: null } },
  ));

test('what could not be taken over says why, and the offer stays', () =>
  withDesk(
    noProfiles,
    async (desk, page) => {
      const reason = '"configurationServers.a" is set by policy: it cannot be changed here.';
      await desk.answerLegacyWith({ ok: false, reason });
      const use = page.getByRole('button', { name: 'Use these servers' });
      await use.click();
      expect(await page.getByRole('alert').textContent()).toContain(reason);
      await desk.answerLegacyWith({ ok: true, unsaved: 'Could not write settings.json: the disk is full.' });
      await use.click();
      await page.getByRole('alert').getByText('the disk is full').waitFor();
      expect(await use.count()).toBe(0);
    },
    { legacyOffer },
  ));

test.each([
  ['while a configuration server answers', loggedOut],
  ['in a call', talking],
])('stands in nobody’s way %s', (_, state) =>
  withDesk(
    state,
    async (_desk, page) => {
      expect(await page.getByText('servers of CTI OS').count()).toBe(0);
    },
    { legacyOffer },
  ),
);
