import path from 'node:path';
import { DeskPage } from './support/desk-page.ts';
import { filesHolding } from './support/files-holding.ts';
import { aileen, letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { notesOf } from './support/tier-facts.ts';
import { until } from './support/until.ts';

test.describe('notes', () => {
  test('are on disk as they are typed: an app that dies in mid-call, and comes back, has lost none', async ({
    app,
    desk,
    control,
    openApp,
  }) => {
    const callId = await letTalk(desk, control);
    await desk.notes.pressSequentially('Meter number 4471');
    await until(
      'the note is on disk',
      () => filesHolding(path.join(app.data, 'drafts'), 'Meter number 4471'),
      (files) => files.length === 1,
    );
    await app.end();
    const again = new DeskPage((await openApp({ data: app.data })).desk);
    await again.logIn();
    await expect(again.tab(aileen.name)).toContainText('Talking');
    await expect(again.notes).toHaveValue('Meter number 4471');
    await control.post(`/calls/${callId}/hang-up`);
    const notes = await until(
      'the notes are at the switch',
      () => notesOf(control, callId),
      (told) => told.length > 0,
    );
    expect(notes).toEqual([expect.stringContaining('Meter number 4471')]);
    await until(
      'nothing waits to be sent',
      () => filesHolding(app.data, 'Meter number 4471'),
      (files) => files.length === 0,
    );
  });
});
