import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createScene,
  hears,
  hearsMusic,
  hearsNothing,
  parties,
  renegotiate,
  type Scene,
  until,
} from './testing/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = createScene();
  await scene.media.addFarEnd('far', { type: 'tone', hertz: 900 });
});
afterEach(async () => await scene.close());

describe('hold', () => {
  it('by the device silences both ways, plays music to who waits, and ends with the retrieve', async () => {
    const { media } = scene;
    await media.mix('call', parties('far', 'dev'));
    const device = await scene.device('dev', 500);
    await until(device, () => media.heard('far'), hears(500));

    expect(await renegotiate(media, 'dev', device, 'sendonly')).toBe('recvonly');
    await until(device, () => media.heard('far'), hearsMusic);
    await until(device, () => device.heard(), hearsNothing);

    expect(await renegotiate(media, 'dev', device, 'sendrecv')).toBe('sendrecv');
    await until(device, () => media.heard('far'), hears(500));
    await until(device, () => device.heard(), hears(900));

    expect(await renegotiate(media, 'dev', device, 'inactive')).toBe('inactive');
    const stopped = await until(
      device,
      () => media.heard('dev'),
      (heard) => (heard?.silentForMs ?? 0) > 300,
    );
    expect(await media.heard('dev')).toMatchObject({ packets: stopped?.packets });
    await until(device, () => media.heard('far'), hearsMusic);
  });

  it('by the switch does the same, and the device hears silence in packets that go on', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500);
    await media.mix('call', [
      { legId: 'far', state: 'active' },
      { legId: 'dev', state: 'held' },
    ]);
    await until(device, () => media.heard('far'), hearsMusic);
    const enough = device.packets.length + 20;
    await until(
      device,
      () => device.packets.length,
      (length) => length >= enough,
    );
    expect(device.heard().levelDbfs).toBeNull();

    await media.mix('call', [
      { legId: 'far', state: 'held' },
      { legId: 'dev', state: 'active' },
    ]);
    await until(device, () => device.heard(), hearsMusic);
    await until(device, () => media.heard('far'), hearsNothing);

    await media.mix('call', parties('far', 'dev'));
    await until(device, () => device.heard(), hears(900));
    await until(device, () => media.heard('far'), hears(500));
  });

  it('plays the same music to all who wait', async () => {
    const { media } = scene;
    const one = await scene.device('one', 500);
    const two = await scene.device('two', 600);
    await media.addFarEnd('other', { type: 'silence' });
    await media.mix('first', [...parties('one'), { legId: 'far', state: 'held' }]);
    await media.mix('second', [...parties('two'), { legId: 'other', state: 'held' }]);
    await until(one, () => one.heard(), hearsMusic);
    await until(two, () => two.heard(), hearsMusic);
  });
});

describe('a caller in a queue', () => {
  it('hears music until somebody answers', async () => {
    const { media } = scene;
    await media.addFarEnd('caller', { type: 'silence' });
    await media.mix('queued', [{ legId: 'caller', state: 'active', music: true }]);
    const device = await scene.device('dev', 500);
    await until(device, () => media.heard('caller'), hearsMusic);
    await media.mix('queued', parties('caller', 'dev'));
    await until(device, () => media.heard('caller'), hears(500));
  });
});
