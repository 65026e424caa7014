import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createScene,
  hears,
  hearsNothing,
  parties,
  renegotiate,
  type Scene,
  until,
} from './testing/scene.ts';

let scene: Scene;
beforeEach(() => {
  scene = createScene();
});
afterEach(async () => await scene.close());

describe('bad input', () => {
  it('is refused by name, and leaves nothing behind', async () => {
    const { media } = scene;
    await expect(media.answer('dev', '<html>')).rejects.toThrow('The offer is not SDP: it begins "<html>"');
    expect(await media.heard('dev')).toBeNull();
    await expect(media.answered('dev', 'v=0')).rejects.toThrow('Media has no leg dev to a device.');
    await expect(media.speak('far', { type: 'music' })).rejects.toThrow('Media has no far end far.');
    await media.addFarEnd('far', { type: 'music' });
    await expect(media.offer('far')).rejects.toThrow('Media has no leg far to a device: it is a far end.');
    await media.removeLeg('nobody');
    await media.close('nobody');
  });

  it('in a later offer changes nothing', async () => {
    const { media } = scene;
    await media.addFarEnd('far', { type: 'tone', hertz: 900 });
    await media.mix('call', parties('far', 'dev'));
    const device = await scene.device('dev', 500);
    await until(device, () => device.heard(), hears(900));
    await expect(media.answer('dev', 'v=0\r\nm=audio 0 RTP/AVP 0')).rejects.toThrow('refuses the audio');
    await renegotiate(media, 'dev', device, 'sendonly');
    await renegotiate(media, 'dev', device);
    await until(device, () => device.heard(), hears(900));
  });

  it('in an answer is refused, and the right one is taken after', async () => {
    const { media } = scene;
    await media.addFarEnd('far', { type: 'tone', hertz: 900 });
    await media.mix('call', parties('far', 'dev'));
    const device = scene.newDevice(500);
    const answer = await device.answer(await media.offer('dev'));
    const unencrypted = answer.replaceAll(/^a=fingerprint.*\r\n/gm, '');
    await expect(media.answered('dev', unencrypted)).rejects.toThrow('The answer is not of WebRTC');
    await media.answered('dev', answer);
    await until(device, () => device.heard(), hears(900));
  });
});

describe('the end', () => {
  it('of a leg is the end of its sound; of the server, of everything', async () => {
    const { media } = scene;
    await media.addFarEnd('far', { type: 'tone', hertz: 900 });
    await media.mix('call', parties('far', 'dev'));
    const device = await scene.device('dev', 500);
    await until(device, () => media.heard('far'), hears(500));
    await media.close('dev');
    expect(await media.heard('dev')).toBeNull();
    await until(device, () => media.heard('far'), hearsNothing);
    await scene.close();
    expect(await media.heard('far')).toBeNull();
    await expect(media.offer('dev')).rejects.toThrow('the media server is closed');
    await expect(media.addFarEnd('far', { type: 'music' })).rejects.toThrow('the media server is closed');
    const sockets = (): number =>
      process.getActiveResourcesInfo().filter((resource) => resource === 'UDPWrap').length;
    // The event loop lets go of a closed socket a few turns later.
    for (let turn = 0; turn < 1000 && sockets() > 0; turn += 1) await setImmediate();
    expect(sockets()).toBe(0);
  });

  it('of a leg may come twice, and in the middle of a negotiation, which it ends', async () => {
    const { media } = scene;
    const offer = media.offer('dev');
    await Promise.all([
      media.close('dev'),
      media.removeLeg('dev'),
      expect(offer).rejects.toThrow('The leg was closed before its description was agreed on.'),
    ]);
    expect(await media.heard('dev')).toBeNull();
  });
});
