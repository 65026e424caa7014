import { describe, expect, it } from 'vitest';
import { DrivenDesk } from './testing/driven-desk.ts';

describe('a support bundle', () => {
  it('is asked of the disk, and its file is the answer', () => {
    const desk = new DrivenDesk();
    desk.put({ type: 'command', commandId: 'c-1', command: { type: 'saveSupportBundle' } });
    expect(desk.last).toEqual([{ type: 'saveSupportBundle', commandId: 'c-1' }]);
    desk.put({
      type: 'supportBundleSaved',
      commandId: 'c-1',
      saved: { ok: true, value: { file: '/b/a.zip' } },
    });
    expect(desk.last).toEqual([
      { type: 'answerCommand', commandId: 'c-1', outcome: { ok: true, file: '/b/a.zip' } },
    ]);
  });

  it('that could not be written is an error that says why and where', () => {
    const desk = new DrivenDesk();
    const message = 'Could not write /b/a.zip: the disk is full; free some space (ENOSPC).';
    const error = { file: '/b/a.zip', code: 'ENOSPC', message };
    desk.put({ type: 'supportBundleSaved', commandId: 'c-1', saved: { ok: false, error } });
    expect(desk.outcome()).toMatchObject({
      ok: false,
      error: {
        code: 'supportBundle.notSaved',
        message: expect.stringContaining(message),
        details: { file: '/b/a.zip' },
        remedies: [{ action: 'try-again' }],
      },
    });
  });
});
