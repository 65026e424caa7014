import { expect, test } from 'vitest';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import { createDrafts, type Drafted, draftOf } from './drafts.ts';
import { readNotes } from './note-lines.ts';

const session = {
  id: 'call-1',
  draft: { notes: '0:41 kept', disposition: 2, savedAt: 1 },
} as const satisfies Drafted;

const refusal: CommandOutcome = {
  ok: false,
  error: { code: 'disk', title: 'Not saved', message: 'The disk is full.', details: {}, remedies: [] },
};

/** Saves that end when the test says, and a clock whose timers run when it says. */
function scripted() {
  const saves: { text: string; end(outcome?: CommandOutcome): Promise<void> }[] = [];
  const timers: (() => void)[] = [];
  const drafts = createDrafts(
    (_id, notes, disposition) =>
      new Promise((resolve) => {
        const end = async (outcome: CommandOutcome = { ok: true }) => {
          resolve(outcome);
          await Promise.resolve();
          await Promise.resolve();
        };
        saves.push({ text: `${notes} (${disposition})`, end });
      }),
    {
      now: () => 0,
      after: (_ms, callback) => {
        timers.push(callback);
        return () => {};
      },
    },
  );
  const type = (text: string) => drafts.edit(session, { lines: readNotes(text) });
  return { drafts, saves, timers, type };
}

test('begins with what main has', () => {
  expect(draftOf({}, session)).toEqual({
    lines: [{ stamp: '0:41', text: 'kept' }],
    disposition: 2,
    saving: 'saved',
  });
});

test('sends every edit at once, and is saved when the newest is', async () => {
  const { drafts, saves, type } = scripted();
  type('a');
  type('ab');
  expect(saves.map(({ text }) => text)).toEqual(['a (2)', 'ab (2)']);
  await saves[0]?.end();
  expect(drafts.store.getState()['call-1']?.saving).toBe('saving');
  await saves[1]?.end();
  expect(drafts.store.getState()['call-1']?.saving).toBe('saved');
  expect(saves).toHaveLength(2);
});

test('a save that failed is said and tried again by itself', async () => {
  const { drafts, saves, timers, type } = scripted();
  type('a');
  await saves[0]?.end(refusal);
  expect(drafts.store.getState()['call-1']?.saving).toBe('failed');
  timers[0]?.();
  expect(saves.map(({ text }) => text)).toEqual(['a (2)', 'a (2)']);
  await saves[1]?.end();
  expect(drafts.store.getState()['call-1']?.saving).toBe('saved');
});

test('forgets sessions that are gone, even in the middle of a save', async () => {
  const { drafts, saves, type } = scripted();
  type('a');
  drafts.keepOnly([]);
  await saves[0]?.end();
  expect(drafts.store.getState()).toEqual({});
});
