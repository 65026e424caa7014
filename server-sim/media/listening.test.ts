import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Listened } from '../links/media-control.ts';
import { createScene, hears, parties, type Scene, until } from './testing/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = createScene();
  await scene.media.addFarEnd('far', { type: 'tone', hertz: 900 });
  await scene.media.mix('call', parties('far', 'dev'));
});
afterEach(async () => await scene.close());

const forSoLong = (ms: number) => (listened: Listened | null) => (listened?.forMs ?? 0) >= ms;

describe('listening without a break', () => {
  it('hears a device and a far end go on, and the hole that lost packets make', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500);
    await until(device, () => media.heard('far'), hears(500));
    await media.listen('dev', 500);
    await media.listen('far', 500);
    await until(device, () => media.listened('dev'), forSoLong(400));
    const before = await media.listened('dev');
    expect(before).toMatchObject({ hertz: 500, latestTickMs: expect.any(Number) });
    await media.lose('dev', 1);
    const holed = await until(
      device,
      () => media.listened('dev'),
      (listened) => (listened?.longestGapMs ?? 0) >= 200,
    );
    await media.lose('dev', 0);
    await until(device, () => media.heard('far'), hears(500));
    const after = await media.listened('dev');
    expect(after?.longestGapMs).toBeGreaterThanOrEqual(holed?.longestGapMs ?? 0);
    expect(after?.gaps.some(({ ms }) => ms === after.longestGapMs)).toBe(true);
    // The far end hears what comes from the device, hole and all.
    expect((await media.listened('far'))?.longestGapMs).toBeGreaterThanOrEqual(200);
  });

  it('is asked for, and forgets what was before when it is asked for again', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500);
    expect(await media.listened('dev')).toBeNull();
    expect(await media.listened('nobody')).toBeNull();
    await expect(media.listen('nobody', null)).rejects.toThrow('no leg nobody');
    await media.listen('far', 2_000);
    await until(device, () => media.listened('far'), forSoLong(100));
    expect((await media.listened('far'))?.longestGapMs).toBeGreaterThanOrEqual(100);
    await until(device, () => media.heard('far'), hears(500));
    await media.listen('far', null);
    const again = await until(device, () => media.listened('far'), forSoLong(20));
    expect(again?.hertz).toBeNull();
    expect(again?.forMs).toBeLessThan(10_000);
  });
});

describe('the network of the media server', () => {
  it('is cut: nothing is heard either way, and after that everything again', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500);
    await until(device, () => media.heard('far'), hears(500));
    await until(device, () => device.heard(), hears(900));
    media.setMode({ type: 'lose' });
    await until(
      device,
      () => media.heard('far'),
      (sound) => sound?.levelDbfs === null,
    );
    await until(
      device,
      () => device.heard(),
      (sound) => sound.levelDbfs === null,
    );
    media.setMode({ type: 'pass' });
    await until(device, () => media.heard('far'), hears(500));
    await until(device, () => device.heard(), hears(900));
  });

  it('is slow: sound is late, and goes on', async () => {
    const { media } = scene;
    media.setMode({ type: 'delay', ms: 300 });
    const device = await scene.device('dev', 500);
    await until(device, () => media.heard('far'), hears(500));
    await until(device, () => device.heard(), hears(900));
  });

  it('is frozen: no sound is made, and what was not made is a hole', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500);
    await until(device, () => media.heard('far'), hears(500));
    await media.listen('far', 500);
    await until(device, () => media.listened('far'), forSoLong(100));
    media.setMode({ type: 'hold' });
    const made = (await media.listened('far'))?.forMs;
    await until(
      device,
      () => device.heard(),
      (sound) => sound.levelDbfs === null,
    );
    expect((await media.listened('far'))?.forMs).toBe(made);
    media.setMode({ type: 'pass' });
    await until(device, () => media.heard('far'), hears(500));
    // A second of silence at the device is what `heard` is null after.
    expect((await media.listened('far'))?.longestGapMs).toBeGreaterThanOrEqual(900);
  });
});
