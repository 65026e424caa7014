import { expect, it } from 'vitest';
import type { MediaReport } from '../links/media-control.ts';
import { createMediaServer } from '../media/index.ts';
import type { LaneMode } from './lane.ts';
import { createMediaUnit, type MediaLife } from './media-unit.ts';
import type { ServerState } from './server-unit.ts';
import { createTestLog } from './test-client.ts';

/** A unit over the real media server, whose lives are kept. */
function unitUnderTest() {
  const lives: { readonly modes: LaneMode[]; report(report: MediaReport): void; isClosed: boolean }[] = [];
  const made = createMediaUnit(() => {
    const server = createMediaServer({ seed: 1 });
    const listeners: ((report: MediaReport) => void)[] = [];
    const life = {
      modes: [] as LaneMode[],
      isClosed: false,
      report(report: MediaReport) {
        for (const listener of listeners) listener(report);
      },
    };
    lives.push(life);
    return {
      ...server,
      onReport: (listener) => void listeners.push(listener),
      setMode(mode) {
        life.modes.push(mode);
        server.setMode(mode);
      },
      async close(legId) {
        if (legId === undefined) life.isClosed = true;
        await server.close(legId);
      },
    } satisfies MediaLife;
  }, createTestLog());
  return { ...made, lives };
}

it('is used through all its lives, and is down between them', async () => {
  const { unit, media, lives } = unitUnderTest();
  const digits: string[] = [];
  media.onReport(({ digit }) => digits.push(digit));
  await expect(media.offer('a')).rejects.toThrow('The media server is down: start it with POST');
  await unit.start();
  await media.addFarEnd('a', { type: 'tone', hertz: 440 });
  expect(await media.legs()).toEqual([{ legId: 'a', kind: 'farEnd' }]);
  lives[0]?.report({ type: 'digit', legId: 'a', digit: '1' });
  await unit.kill();
  expect(lives[0]?.isClosed).toBe(true);
  expect([await media.legs(), await media.heard('a'), await media.listened('a')]).toEqual([[], null, null]);
  await media.close('a');
  await unit.start();
  expect(await media.legs()).toEqual([]);
  lives[1]?.report({ type: 'digit', legId: 'b', digit: '2' });
  expect(digits).toEqual(['1', '2']);
  await unit.stop();
});

it('is frozen: what is asked of it is done at thaw, in order, or never where it is killed', async () => {
  const { unit, media } = unitUnderTest();
  await unit.start();
  await unit.freeze();
  expect(unit.status().state).toBe('frozen');
  const done: string[] = [];
  const asked = [
    media.addFarEnd('a', { type: 'silence' }).then(() => done.push('a')),
    media.addFarEnd('b', { type: 'silence' }).then(() => done.push('b')),
  ];
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual([]);
  await unit.thaw();
  await Promise.all(asked);
  expect(done).toEqual(['a', 'b']);
  expect(await media.legs()).toHaveLength(2);
  await unit.freeze();
  const never = media.speak('a', { type: 'music' });
  never.catch(() => undefined);
  await unit.kill();
  await expect(never).rejects.toThrow('The media server is down');
});

it('is slow, cut and flapping, and mute to nothing', async () => {
  const { unit, lives } = unitUnderTest();
  await expect(unit.cut()).rejects.toThrow('media is stopped: start it first');
  await unit.start();
  await unit.slow(200);
  await unit.cut();
  await unit.mend();
  expect(lives[0]?.modes).toEqual([{ type: 'delay', ms: 200 }, { type: 'lose' }, { type: 'pass' }]);
  await expect(unit.mute(['INVITE'])).rejects.toThrow('media is never asked "INVITE": it is asked nothing');
  const seen: ServerState[] = [];
  const twice = new Promise<void>((resolve) =>
    unit.onChange(({ state }) => {
      seen.push(state);
      if (seen.length === 3) resolve();
    }),
  );
  await unit.flap(50);
  await twice;
  expect(seen).toEqual(['killed', 'up', 'killed']);
  await unit.recover();
  expect(lives).toHaveLength(3);
  expect(unit.status()).toMatchObject({ state: 'up', flapMs: null });
  await unit.stop();
});
