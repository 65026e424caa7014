import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editNotes, noteText, readNotes, writeNotes } from './note-lines.ts';

const kept = '0:41 Bill went up.\n2:12 Her own reading is lower.';

test('stamps stand before their lines as kept, and apart as edited', () => {
  expect(readNotes(kept)).toEqual([
    { stamp: '0:41', text: 'Bill went up.' },
    { stamp: '2:12', text: 'Her own reading is lower.' },
  ]);
  expect(noteText(readNotes(kept))).toBe('Bill went up.\nHer own reading is lower.');
  expect(writeNotes(readNotes(kept))).toBe(kept);
});

test('a new line is stamped when its first letter is written, not when it is opened', () => {
  const opened = editNotes(readNotes(kept), `${noteText(readNotes(kept))}\n`, '3:30');
  expect(opened.at(-1)).toEqual({ stamp: null, text: '' });
  const begun = editNotes(opened, `${noteText(opened)}C`, '3:36');
  expect(begun.at(-1)).toEqual({ stamp: '3:36', text: 'C' });
  const later = editNotes(begun, `${noteText(begun)}all back`, '4:10');
  expect(later.at(-1)).toEqual({ stamp: '3:36', text: 'Call back' });
});

test('lines keep their stamps when others come and go above them', () => {
  const inserted = editNotes(readNotes(kept), 'First\nBill went up.\nHer own reading is lower.', '5:00');
  expect(inserted.map(({ stamp }) => stamp)).toEqual(['5:00', '0:41', '2:12']);
  const removed = editNotes(readNotes(kept), 'Her own reading is lower.', '5:00');
  expect(removed).toEqual([{ stamp: '2:12', text: 'Her own reading is lower.' }]);
});

test('a line cut in two keeps its stamp and gives the rest a new one', () => {
  const cut = editNotes(readNotes('0:41 ab'), 'a\nb', '1:00');
  expect(writeNotes(cut)).toBe('0:41 a\n1:00 b');
});

test('before the call was answered lines have no stamp', () => {
  expect(writeNotes(editNotes(readNotes(''), 'Asked by mail', null))).toBe('Asked by mail');
});

test('an edit never changes what was typed', () => {
  const line = fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\n', ''));
  const text = fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(noteText(editNotes(readNotes(before), after, '1:00'))).toBe(after);
    }),
  );
});
