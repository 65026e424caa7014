import type { Page } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { now } from '../fixtures/desk-states.ts';
import * as interactions from '../fixtures/interactions.ts';
import { harnessOfFile } from '../fixtures/with-desk.ts';

const withDesk = harnessOfFile();
const { chatOpen, tomasz } = interactions;

/** Until the window has drawn twice: what a scroll leads to is done by then. */
function drawn(page: Page): Promise<unknown> {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

describe('a thousand messages', () => {
  const long = interactions.longTranscript('chat-1', 1_000);
  const open = { ...chatOpen, sessions: [{ ...tomasz, reply: '' }, interactions.rebill] };
  /** Longer than any that goes out of sight for it. */
  const longer = 'It is about the meter, the bill and the day. '.repeat(12);
  const more = (number: number) => ({
    sessionId: 'chat-1',
    messages: [
      {
        messageId: `new-${number}`,
        number,
        from: 'customer' as const,
        text: `News ${number}. ${longer}`,
        at: now,
      },
    ],
  });

  test('only the end is drawn; what is above comes as he scrolls up, and the view stands still', () =>
    withDesk(
      open,
      async (_desk, page) => {
        const rows = page.locator('.say');
        expect(await rows.count()).toBe(30);
        const view = page.locator('.conversation');
        expect(
          await view.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight),
        ).toBe(0);
        const first = rows.first();
        const text = (await first.locator('.bubble').textContent()) ?? '';
        await view.evaluate((element) => element.scrollTo(0, 300));
        await expect.poll(() => rows.count()).toBe(60);
        const place = await page.getByText(text, { exact: true }).evaluate((element) => {
          const box = element.closest('.conversation')?.getBoundingClientRect();
          return element.getBoundingClientRect().top - (box?.top ?? 0);
        });
        expect(Math.abs(place + 300)).toBeLessThan(80);
      },
      { transcripts: [long] },
    ));

  test('further up, a new message is told and moves nothing; one click goes to it', () =>
    withDesk(
      open,
      async (desk, page) => {
        const view = page.locator('.conversation');
        await view.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
        await drawn(page);
        const top = await view.evaluate((element) => element.scrollTop);
        await desk.write(more(1_001));
        await page.getByRole('button', { name: 'New message' }).waitFor();
        await desk.write(more(1_002));
        const pill = page.getByRole('button', { name: '2 new messages' });
        await pill.waitFor();
        expect(await view.evaluate((element) => element.scrollTop)).toBe(top);
        await pill.click();
        await page.getByText('News 1002').waitFor();
        expect(
          await view.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight),
        ).toBe(0);
        expect(await pill.count()).toBe(0);
        await desk.write(more(1_003));
        await page.getByText('News 1003').waitFor();
        expect(
          await view.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight),
        ).toBe(0);
      },
      { transcripts: [long] },
    ));

  test('back on the tab he is where he was', () =>
    withDesk(
      open,
      async (desk, page) => {
        const view = page.locator('.conversation');
        await view.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
        await drawn(page);
        const fromEnd = () =>
          view.evaluate((element) => Math.round(element.scrollHeight - element.scrollTop));
        await expect.poll(() => page.locator('.say').count()).toBe(30);
        const before = await fromEnd();
        await desk.push({ ...open, selectedSession: 'action-1' });
        await page.getByText('March was billed').waitFor();
        await desk.push(open);
        expect(Math.abs((await fromEnd()) - before)).toBeLessThan(3);
      },
      { transcripts: [long] },
    ));
});
