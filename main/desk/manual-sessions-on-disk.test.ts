import { expect, test } from 'vitest';
import type { ManualSession } from '../../contract/desk/desk-state.ts';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { configured, pairOf } from './testing/configured-desk.ts';
import type { RunningDesk } from './testing/running-desk.ts';
import { givesSeats, logsIn } from './testing/scripted-servers.ts';

/** A desk that is logged in, on these files, and the manual sessions that it shows. */
async function deskOn(folder: string) {
  const licensing = (await pairOf('licensing', givesSeats, givesSeats)).addresses;
  const cti = (await pairOf('cti', logsIn(), logsIn())).addresses;
  const running = await configured({ licensing, cti }, folder);
  expect(await running.logIn()).toEqual({ ok: true });
  return running;
}

const manual = ({ desk }: RunningDesk): readonly ManualSession[] =>
  desk.state().sessions.filter((session) => session.kind === 'manual');

test('a desk that is killed has its manual sessions back, with their notes; one that is closed is gone', async () => {
  const folder = await temporaryFolder();
  const first = await deskOn(folder);
  for (const title of ['Address change', 'Complaint, J. Rowe']) {
    expect(await first.desk.command({ type: 'openManualSession', title })).toEqual({ ok: true });
  }
  const [one, other] = manual(first).map(({ id }) => id);
  if (!one || !other) throw new Error('No session was opened');
  const notes = 'Old address still on the bill';
  for (const sessionId of [one, other]) {
    expect(await first.desk.command({ type: 'saveDraft', sessionId, notes, disposition: null })).toEqual({
      ok: true,
    });
  }
  await first.desk.command({ type: 'renameManualSession', sessionId: one, title: 'Moved house' });
  expect(await first.desk.command({ type: 'closeManualSession', sessionId: other })).toEqual({
    ok: true,
    file: expect.stringContaining('closed'),
  });
  // The other desk reads what the first one left, as after a kill: nothing was written at its end.
  const second = await deskOn(folder);
  expect(manual(second)).toMatchObject([{ id: one, title: 'Moved house', draft: { notes } }]);
});
