import createNative from 'opusscript/build/opusscript_native_wasm.js';
import { describe, expect, it } from 'vitest';
import { analyseSound } from './analyse.ts';
import { createDecoder, createEncoder } from './coders.ts';
import { frameSamples, type Samples, silence } from './frame.ts';
import { createOpusCodecs } from './opus.ts';
import { decodeMuLaw, encodeMuLaw } from './pcmu.ts';
import { toneFrame } from './tone.ts';

const opus = createOpusCodecs(createNative());

describe.each(['opus', 'pcmu'] as const)('a stream of %s', (codec) => {
  it('carries a tone with its pitch and level', () => {
    const encoder = createEncoder(codec, opus);
    const decoder = createDecoder(codec, opus);
    const frames = Array.from({ length: 60 }, (_, index) =>
      decoder.decode(encoder.encode(toneFrame(880, index))),
    );
    const heard = analyseSound(join(frames.slice(10)));
    expect(heard.toneHertz).toBeCloseTo(880, 0);
    expect(heard.tonesHertz).toHaveLength(1);
    expect(Math.abs((heard.levelDbfs ?? 0) + 12)).toBeLessThan(1.5);
    encoder.free();
    decoder.free();
  });

  it('carries silence as silence', () => {
    const encoder = createEncoder(codec, opus);
    const decoder = createDecoder(codec, opus);
    const frames = Array.from({ length: 10 }, () => decoder.decode(encoder.encode(silence)));
    expect(frames.every((frame) => frame?.length === frameSamples)).toBe(true);
    expect(Math.max(...join(frames.slice(5)).map(Math.abs))).toBeLessThan(10);
    encoder.free();
    decoder.free();
  });

  it('refuses payloads that are none', () => {
    const decoder = createDecoder(codec, opus);
    expect(decoder.decode(new Uint8Array(0))).toBeNull();
    expect(decoder.decode(new Uint8Array(5000).fill(0xff))).toBeNull();
    decoder.free();
  });
});

describe('Opus coders', () => {
  it('are many at a time, and do not disturb each other', () => {
    const many = Array.from({ length: 200 }, (_, at) => ({
      hertz: 300 + at * 10,
      encoder: opus.createEncoder(),
      decoder: opus.createDecoder(),
      frames: [] as (Samples | null)[],
    }));
    for (let index = 0; index < 15; index += 1) {
      for (const { hertz, encoder, decoder, frames } of many) {
        frames.push(decoder.decode(encoder.encode(toneFrame(hertz, index))));
      }
    }
    for (const { hertz, frames } of many) {
      expect(Math.abs((analyseSound(join(frames.slice(4))).toneHertz ?? 0) - hertz)).toBeLessThan(2);
    }
    expect(opus.inUse()).toBe(400);
    for (const { encoder, decoder } of many) {
      encoder.free();
      decoder.free();
    }
    expect(opus.inUse()).toBe(0);
  });

  it('take no more memory however often they are made and freed', () => {
    const native = createNative();
    const codecs = createOpusCodecs(native);
    codecs.createEncoder().free();
    const before = native.HEAPU8.length;
    for (let time = 0; time < 2000; time += 1) codecs.createEncoder().free();
    expect(native.HEAPU8.length).toBe(before);
  });

  it('start afresh when used again, and are given back once however often they are freed', () => {
    const codecs = createOpusCodecs(createNative());
    const first = codecs.createEncoder();
    const fresh = first.encode(toneFrame(700, 0));
    first.encode(toneFrame(200, 1));
    first.free();
    first.free();
    const second = codecs.createEncoder();
    const third = codecs.createEncoder();
    expect(second.encode(toneFrame(700, 0))).toEqual(fresh);
    third.encode(toneFrame(5000, 0));
    expect(codecs.inUse()).toBe(2);
  });
});

describe('µ-law', () => {
  it('knows the values of ITU-T G.711', () => {
    expect([0xff, 0x00, 0x80, 0xf0].map(decodeMuLaw)).toEqual([0, -32_124, 32_124, 120]);
    expect([0, -32_768, 32_767, 120].map(encodeMuLaw)).toEqual([0xff, 0x00, 0x80, 0xf0]);
  });

  it('gives back the byte that a sample was decoded from', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      // 0x7f is minus zero, which there is no other way to write.
      if (byte !== 0x7f) expect(encodeMuLaw(decodeMuLaw(byte))).toBe(byte);
    }
  });
});

function join(frames: readonly (Samples | null)[]): Samples {
  return Int16Array.from(frames.flatMap((frame) => (frame ? [...frame] : [])));
}
