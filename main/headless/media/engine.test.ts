import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MediaLeg } from '../../../phone/media.ts';
import { createHeadlessMedia, type HeadlessMediaEngine } from './index.ts';
import { createTickClock } from './tick-clock.ts';

const deadlineMs = 10_000;
let near: HeadlessMediaEngine;
let far: HeadlessMediaEngine;
const waiting: (() => void)[] = [];
const clock = createTickClock(() => {
  for (const tell of waiting.splice(0)) tell();
});

beforeEach(async () => {
  near = await createHeadlessMedia({ microphone: { type: 'tone', hertz: 500 } });
  far = await createHeadlessMedia({ microphone: { type: 'tone', hertz: 900 } });
  clock.start();
});
afterEach(async () => {
  clock.stop();
  await Promise.all([near.close(), far.close()]);
});

/** Looks at each packet time until it holds; an error says what was seen last when it never does. */
async function until<Seen>(look: () => Seen | Promise<Seen>, holds: (seen: Seen) => boolean): Promise<Seen> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(seen)} after ${deadlineMs} ms`);
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
}

const hears =
  (hertz: number) =>
  (heard: ReturnType<HeadlessMediaEngine['heard']>): boolean =>
    heard?.tonesHertz.length === 1 && Math.abs((heard.toneHertz ?? 0) - hertz) < 3;
const hearsNothing = (heard: ReturnType<HeadlessMediaEngine['heard']>): boolean => heard?.levelDbfs === null;
const directionOf = (sdp: string): string | undefined =>
  /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(sdp)?.[1];

/** Negotiates, the first leg offering; tells the direction of the answer. */
async function negotiate(
  from: MediaLeg,
  to: MediaLeg,
  options: { readonly hold?: boolean; readonly restartIce?: boolean; readonly toHolds?: boolean } = {},
): Promise<string | undefined> {
  const { hold = false, restartIce = false, toHolds = false } = options;
  const answer = await to.acceptOffer(await from.createOffer({ hold, restartIce }), { hold: toHolds });
  await from.acceptAnswer(answer);
  return directionOf(answer);
}

async function call(): Promise<{ readonly one: MediaLeg; readonly other: MediaLeg }> {
  const one = near.createLeg('call');
  const other = far.createLeg('call');
  await negotiate(one, other);
  await until(() => near.heard('call'), hears(900));
  await until(() => far.heard('call'), hears(500));
  return { one, other };
}

describe('the headless media engine', () => {
  it('carries its microphone to the other side, at its level', async () => {
    await call();
    await until(
      () => far.heard('call')?.levelDbfs ?? -99,
      (level) => level > -13 && level < -11,
    );
  });

  it('holds: both sides fall silent, until the retrieve', async () => {
    const { one, other } = await call();
    expect(await negotiate(one, other, { hold: true })).toBe('recvonly');
    await until(() => far.heard('call'), hearsNothing);
    await until(() => near.heard('call'), hearsNothing);
    expect(await negotiate(one, other)).toBe('sendrecv');
    await until(() => near.heard('call'), hears(900));
    await until(() => far.heard('call'), hears(500));
  });

  it('stays on hold when the other side offers, and both may hold', async () => {
    const { one, other } = await call();
    await negotiate(one, other, { hold: true });
    expect(await negotiate(other, one, { toHolds: true })).toBe('sendonly');
    expect(await negotiate(other, one, { hold: true, toHolds: true })).toBe('inactive');
    expect(await negotiate(other, one)).toBe('sendrecv');
    await until(() => near.heard('call'), hears(900));
  });

  it('mutes: the other side hears silence in packets that go on', async () => {
    const { one, other } = await call();
    one.setMuted(true);
    await until(() => far.heard('call'), hearsNothing);
    await other.statistics();
    await until(
      async () => (await other.statistics())?.packetsReceived ?? 0,
      (packets) => packets > 0,
    );
    one.setMuted(false);
    await until(() => far.heard('call'), hears(500));
  });

  it('sends digits both ways, in order', async () => {
    const { one, other } = await call();
    expect(one.sendDigits('12#')).toBe(true);
    expect(other.sendDigits('9a')).toBe(true);
    await until(
      () => [near.heard('call')?.digits, far.heard('call')?.digits],
      ([atNear, atFar]) => atNear === '9A' && atFar === '12#',
    );
    expect(one.sendDigits('1x')).toBe(false);
  });

  it('sends no digits before they are agreed on, nor to a side that did not offer them', async () => {
    const one = near.createLeg('call');
    const other = far.createLeg('call');
    expect(one.sendDigits('1')).toBe(false);
    const offer = await one.createOffer({ hold: false, restartIce: false });
    const without = offer.replace(/ 110 126/, '').replaceAll(/^a=(rtpmap|fmtp):(110|126).*\r\n/gm, '');
    await one.acceptAnswer(await other.acceptOffer(without, { hold: false }));
    expect(other.sendDigits('1')).toBe(false);
    expect(one.sendDigits('1')).toBe(false);
  });

  it('restarts ICE with new credentials, and the sound goes on', async () => {
    const { one, other } = await call();
    const credentials = (sdp: string): string | undefined => /^a=ice-ufrag:(.*)\r?$/m.exec(sdp)?.[1];
    const same = await one.createOffer({ hold: false, restartIce: false });
    await one.acceptAnswer(await other.acceptOffer(same, { hold: false }));
    const offer = await one.createOffer({ hold: false, restartIce: true });
    expect(credentials(offer)).not.toBe(credentials(same));
    await one.acceptAnswer(await other.acceptOffer(offer, { hold: false }));
    await Promise.all([one.statistics(), other.statistics()]);
    const packets = async (leg: MediaLeg): Promise<number> => (await leg.statistics())?.packetsReceived ?? 0;
    await until(
      () => packets(one),
      (received) => received > 0,
    );
    await until(
      () => packets(other),
      (received) => received > 0,
    );
    await until(() => near.heard('call'), hears(900));
  });
});

describe('an offer that nobody answers', () => {
  it('is dropped by the next one, or by the other side’s', async () => {
    const { one, other } = await call();
    await one.createOffer({ hold: true, restartIce: false });
    await negotiate(one, other);
    await until(() => far.heard('call'), hears(500));
    await one.createOffer({ hold: true, restartIce: false });
    expect(await negotiate(other, one)).toBe('sendrecv');
  });

  it('leaves the sound as it is when it restarts ICE, until one is answered', async () => {
    const { one, other } = await call();
    const bothReceive = async (): Promise<void> => {
      await Promise.all([one.statistics(), other.statistics()]);
      for (const leg of [one, other]) {
        await until(
          async () => (await leg.statistics())?.packetsReceived ?? 0,
          (received) => received > 0,
        );
      }
    };
    await one.createOffer({ hold: false, restartIce: true });
    await bothReceive();
    await other.acceptOffer(await one.createOffer({ hold: false, restartIce: true }), { hold: false });
    await bothReceive();
    await negotiate(one, other, { restartIce: true });
    await bothReceive();
    await until(() => near.heard('call'), hears(900));
    await until(() => far.heard('call'), hears(500));
  });
});

describe('the end of a leg', () => {
  it('is the end of its sound, and may come twice', async () => {
    const { one } = await call();
    one.close();
    one.close();
    expect(near.heard('call')).toBeNull();
    await until(() => far.heard('call'), hearsNothing);
    await expect(one.createOffer({ hold: false, restartIce: false })).rejects.toThrow('The leg was closed');
    expect(one.sendDigits('1')).toBe(false);
  });

  it('comes when another of the same call takes its place', async () => {
    const { other } = await call();
    other.close();
    const next = near.createLeg('call');
    await negotiate(next, far.createLeg('call'));
    await until(() => near.heard('call'), hears(900));
  });
});

describe('a description that cannot be used', () => {
  it('is refused by name, and changes nothing', async () => {
    const { one, other } = await call();
    await expect(one.acceptOffer('<html>', { hold: false })).rejects.toThrow('The offer is not SDP');
    const offer = await one.createOffer({ hold: false, restartIce: false });
    await expect(one.acceptAnswer('v=0\r\n')).rejects.toThrow('The answer has no audio');
    await one.acceptAnswer(await other.acceptOffer(offer, { hold: false }));
    await until(() => near.heard('call'), hears(900));
  });
});
