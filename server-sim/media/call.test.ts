import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { offeredFormats } from '../../contract/audio/payloads.ts';
import { toneFrame } from '../../contract/audio/tone.ts';
import { writeWave } from '../../contract/audio/wave-file.ts';
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
  await scene.media.mix('call', parties('far', 'dev'));
});
afterEach(async () => await scene.close());

describe('a call of a device and a far end', () => {
  it('carries each tone to the other side, with the device offering', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500);
    await until(device, () => media.heard('far'), hears(500));
    await until(device, () => device.heard(), hears(900));
    const said = await until(device, () => media.heard('dev'), hears(500));
    expect(said?.toneHertz).toBeCloseTo(500, 0);
    expect(said?.levelDbfs).toBeCloseTo(-12, -1);
    expect(said?.packets).toBeGreaterThan(0);
    expect(said?.silentForMs).toBeLessThan(1000);
  });

  it('carries them with the server offering, which names its one address and no other', async () => {
    const { media } = scene;
    const device = scene.newDevice(500);
    const offer = await media.offer('dev');
    expect(offer).toContain('a=setup:actpass');
    const candidates = offer.match(/^a=candidate:.*$/gm) ?? [];
    expect(candidates.map((line) => line.split(' ')[4])).toEqual(['127.0.0.1']);
    await media.answered('dev', await device.answer(offer));
    await until(device, () => media.heard('far'), hears(500));
    await until(device, () => device.heard(), hears(900));
  });

  it('goes on when the server offers again, before an answer or after', async () => {
    const { media } = scene;
    const device = scene.newDevice(500);
    await media.offer('dev');
    await media.answered('dev', await device.answer(await media.offer('dev')));
    await until(device, () => device.heard(), hears(900));
    await media.answered('dev', await device.answer(await media.offer('dev')));
    const enough = device.packets.length + 10;
    await until(
      device,
      () => device.packets.length,
      (length) => length >= enough,
    );
    await until(device, () => media.heard('far'), hears(500));
  });

  it('falls back to PCMU, with keys at its clock', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500, offeredFormats.slice(1));
    await until(device, () => media.heard('dev'), hears(500));
    await until(device, () => device.heard(), hears(900));
    expect(new Set(device.packets.map(({ payloadType }) => payloadType))).toEqual(new Set([0]));
    device.sendDigits('7#');
    await until(
      device,
      () => media.heard('dev'),
      (heard) => heard?.digits === '7#',
    );
  });

  it('numbers its packets without a gap over hold, retrieve and an ICE restart', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500);
    const receive = async (more: number): Promise<void> => {
      const enough = device.packets.length + more;
      await until(
        device,
        () => device.packets.length,
        (length) => length >= enough,
      );
    };
    await receive(10);
    await renegotiate(media, 'dev', device, 'sendonly');
    await renegotiate(media, 'dev', device);
    await receive(10);
    await renegotiate(media, 'dev', device, 'sendrecv', true);
    await receive(10);
    const numbers = device.packets.map(({ sequenceNumber }) => sequenceNumber);
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, at) => (first + at) & 0xffff));
    const times = device.packets.map(({ timestamp }) => timestamp);
    const steps = times.slice(1).map((time, at) => (time - (times[at] ?? 0)) >>> 0);
    expect(steps.every((step) => step > 0 && step % 960 === 0 && step < 480_000)).toBe(true);
    expect(steps.filter((step) => step === 960).length).toBeGreaterThan(20);
  });
});

describe('an ICE restart', () => {
  it('whose answer is lost leaves the sound as it is, and may be asked for again', async () => {
    const { media } = scene;
    const device = await scene.device('dev', 500);
    await until(device, () => device.heard(), hears(900));
    await media.answer('dev', await device.offer('sendrecv', true));
    const enough = device.packets.length + 30;
    await until(
      device,
      () => device.packets.length,
      (length) => length >= enough,
    );
    await renegotiate(media, 'dev', device, 'sendrecv', true);
    const packets = (await media.heard('dev'))?.packets ?? 0;
    await until(
      device,
      () => media.heard('dev'),
      (heard) => (heard?.packets ?? 0) > packets + 10,
    );
    await until(device, () => media.heard('far'), hears(500));
    await until(device, () => device.heard(), hears(900));
    const numbers = device.packets.map(({ sequenceNumber }) => sequenceNumber);
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, at) => (first + at) & 0xffff));
  });
});

describe('what a far end says', () => {
  it('changes when it is told: a file, a tone, music, silence', async () => {
    const { media } = scene;
    const folder = await mkdtemp(join(tmpdir(), 'media-'));
    const path = join(folder, 'voice.wav');
    const sound = [0, 1, 2, 3].flatMap((index) => [...toneFrame(700, index, -11)]);
    await writeFile(path, writeWave(Int16Array.from(sound)));
    const device = await scene.device('dev', 500);
    await media.speak('far', { type: 'file', path });
    // Four frames of 700 Hz are 56 turns: looped, they are one tone.
    await until(device, () => device.heard(), hears(700));
    await media.speak('far', { type: 'tone', hertz: 1100 });
    await until(device, () => device.heard(), hears(1100));
    await media.speak('far', { type: 'music' });
    await until(device, () => device.heard(), hearsMusic);
    await media.speak('far', { type: 'silence' });
    await until(device, () => device.heard(), hearsNothing);
    const missing = media.speak('far', { type: 'file', path: join(folder, 'none.wav') });
    await expect(missing).rejects.toThrow('none.wav is not there');
    await rm(folder, { recursive: true });
  });
});

describe('a call progress tone', () => {
  const tone = { hertz: [425], onMs: 1_000, offMs: 4_000 };

  it('is heard by whom it is meant for alone, comes again, and ends with the mix that names it', async () => {
    const { media } = scene;
    await media.mix('call', []);
    const device = await scene.device('dev', 500);
    await media.mix('call', [{ legId: 'dev', state: 'active', tone }]);
    await until(device, () => device.heard(), hears(425));
    await until(device, () => device.heard(), hearsNothing);
    await until(device, () => device.heard(), hears(425));
    await media.mix('call', [
      { legId: 'dev', state: 'active', tone },
      { legId: 'far', state: 'active' },
    ]);
    await until(device, () => media.heard('far'), hears(500));
    await media.mix('call', parties('dev', 'far'));
    await until(device, () => device.heard(), hears(900));
  });
});

describe('a conference', () => {
  it('carries each tone to the other two, whoever is a device', async () => {
    const { media } = scene;
    const one = await scene.device('one', 500);
    const two = await scene.device('two', 1300);
    await media.mix('call', parties('far', 'one', 'two'));
    await until(one, () => one.heard(), hears(900, 1300));
    await until(two, () => two.heard(), hears(900, 500));
    await until(one, () => media.heard('far'), hears(500, 1300));

    await media.mix('call', parties('far', 'one'));
    await until(one, () => one.heard(), hears(900));
    await until(two, () => two.heard(), hearsNothing);
    await media.mix('call', []);
    await until(one, () => one.heard(), hearsNothing);
  });
});

describe('a device that was restarted', () => {
  it('is met anew on its old leg', async () => {
    const { media } = scene;
    const old = await scene.device('dev', 500);
    await until(old, () => media.heard('far'), hears(500));
    await old.close();
    const fresh = await scene.device('dev', 600);
    await until(fresh, () => media.heard('far'), hears(600));
    await until(fresh, () => fresh.heard(), hears(900));
  });
});
