import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MediaReport } from '../links/media-control.ts';
import { createScene, hears, parties, type Scene, until } from './testing/scene.ts';
import type { ReceivedPacket, TestDevice } from './testing/test-device.ts';

let scene: Scene;
beforeEach(async () => {
  scene = createScene();
  await scene.media.addFarEnd('far', { type: 'tone', hertz: 900 });
  await scene.media.mix('call', parties('far', 'dev'));
});
afterEach(async () => await scene.close());

function receive(device: TestDevice, packets: number): Promise<number> {
  const enough = device.packets.length + packets;
  return until(
    device,
    () => device.packets.length,
    (length) => length >= enough,
  );
}

describe('digits', () => {
  it('go both ways and are reported once, in order', async () => {
    const { media } = scene;
    const reports: MediaReport[] = [];
    media.onReport((report) => reports.push(report));
    const device = await scene.device('dev', 500);
    await receive(device, 1);
    device.sendDigits('159*#');
    await until(
      device,
      () => media.heard('dev'),
      (heard) => heard?.digits === '159*#',
    );
    expect(await media.heard('far')).toMatchObject({ digits: '159*#' });
    expect(reports).toEqual([...'159*#'].map((digit) => ({ type: 'digit', legId: 'dev', digit })));

    await media.sendDigits('far', '42a');
    await until(
      device,
      () => device.heard().digits,
      (digits) => digits === '42A',
    );
    await expect(media.sendDigits('far', '4x')).rejects.toThrow('"X" is no digit');
  });

  it('that a device sends by signalling are heard and reported as its others are', async () => {
    const { media } = scene;
    const reports: MediaReport[] = [];
    media.onReport((report) => reports.push(report));
    await scene.device('dev', 500);
    await media.pressed('dev', '4');
    expect(await media.heard('dev')).toMatchObject({ digits: '4' });
    expect(await media.heard('far')).toMatchObject({ digits: '4' });
    expect(reports).toEqual([{ type: 'digit', legId: 'dev', digit: '4' }]);
    await expect(media.pressed('far', '4')).rejects.toThrow('it is a far end');
  });

  it('go from device to device', async () => {
    const { media } = scene;
    const one = await scene.device('one', 500);
    const two = await scene.device('two', 600);
    await media.mix('call', parties('one', 'two'));
    await until(two, () => two.heard(), hears(500));
    one.sendDigits('31');
    await until(
      two,
      () => two.heard().digits,
      (digits) => digits === '31',
    );
  });

  it('reach only those who hear the leg', async () => {
    const { media } = scene;
    await media.addFarEnd('other', { type: 'silence' });
    await media.addFarEnd('held', { type: 'silence' });
    await media.mix('call', [...parties('far', 'other'), { legId: 'held', state: 'held' }]);
    await media.sendDigits('far', '1');
    expect(await media.heard('other')).toMatchObject({ digits: '1' });
    expect(await media.heard('held')).toMatchObject({ digits: '' });
    expect(await media.heard('far')).toMatchObject({ digits: '' });
  });
});

describe('lost packets', () => {
  it('are missing both ways, about as many as told, and none after', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500);
    await receive(device, 5);
    await media.lose('dev', 0.5);
    const from = device.packets.length;
    const before = await media.heard('dev');
    await receive(device, 40);
    const sent = span(device.packets.slice(from));
    expect(sent).toBeGreaterThan(40 * 1.4);
    const came = ((await media.heard('dev'))?.packets ?? 0) - (before?.packets ?? 0);
    expect(came).toBeGreaterThan(sent * 0.25);
    expect(came).toBeLessThan(sent * 0.75);

    await media.lose('dev', 1);
    const left = device.packets.length;
    await until(
      device,
      () => media.heard('dev'),
      (heard) => (heard?.silentForMs ?? 0) > 300,
    );
    expect(device.packets.length - left).toBeLessThan(3);

    await media.lose('dev', 0);
    await until(device, () => device.heard(), hears(900));
  });

  it('are no share over 1 or under 0, and not of a far end', async () => {
    const { media } = scene;
    await scene.device('dev', 500);
    for (const share of [2, -0.1, Number.NaN]) {
      await expect(media.lose('dev', share)).rejects.toThrow(`A share of ${share} cannot be lost`);
    }
    await expect(media.lose('far', 0.5)).rejects.toThrow(
      'Media has no leg far to a device: it is a far end.',
    );
  });
});

/** How many packets were sent from the first received to the last. */
function span(packets: readonly ReceivedPacket[]): number {
  const [first] = packets;
  return (((packets.at(-1)?.sequenceNumber ?? 0) - (first?.sequenceNumber ?? 0)) & 0xffff) + 1;
}
