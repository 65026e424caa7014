import { describe, expect, it } from 'vitest';
import { RecordedDesk } from './testing/recorded-desk.ts';
import { busy, kinds, read, rig } from './testing/recorder-rig.ts';

describe('a disk that takes nothing', () => {
  it.each(['ENOSPC', 'EROFS', 'EACCES'])(
    '(%s) costs the recording alone, and it goes on when it may',
    async (code) => {
      const { recorder, files, timers, log } = rig();
      const desk = new RecordedDesk(recorder);
      desk.configured();
      await recorder.flush();
      files.fail(code);
      desk.loggedIn();
      await recorder.flush();
      expect(recorder.unwritten()?.length).toBeGreaterThan(5);
      busy(desk, 10);
      timers.advance(30_000);
      timers.advance(500);
      await recorder.flush();
      files.fail(null);
      timers.advance(30_000);
      busy(desk, 2);
      await recorder.close();
      expect(log.lines.map(({ sentence }) => sentence)).toEqual([
        `The flight recorder cannot write (${code}). The desk works as before; the newest is kept in memory.`,
      ]);
      const all = await read(files);
      expect(all.damage).toEqual([]);
      expect(kinds(all).filter((kind) => kind !== 'step')).toEqual([
        'segment',
        'segment',
        'gap',
        'zone',
        'end',
      ]);
      const gap = all.lines.find(({ line }) => line.kind === 'gap')?.line;
      const seq = gap?.seq ?? 0;
      const written = all.lines.filter(({ line }) => line.seq < seq - 1).length;
      expect(gap).toMatchObject({ why: code, lost: seq - 2 - written });
      expect(all.lines.at(-1)?.after?.view.sessions).toHaveLength(desk.view.sessions.length);
      expect(all.lines.at(-1)?.after?.lastSequence).toBe(desk.model.lastSequence);
      expect(recorder.unwritten()).toBeNull();
    },
  );

  it('leaves the newest in memory, as much as fits', async () => {
    const { recorder, files } = rig({ memory: 50_000 });
    const desk = new RecordedDesk(recorder);
    files.fail('ENOSPC');
    desk.configured();
    await recorder.flush();
    busy(desk.loggedIn(), 2_000);
    const kept = recorder.unwritten() ?? [];
    expect(kept.join('').length).toBeLessThanOrEqual(50_000);
    expect(JSON.parse(kept.at(-1) ?? '{}')).toMatchObject({ kind: 'step', at: desk.now });
  });
});
