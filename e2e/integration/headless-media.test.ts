import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHeadlessMedia, type HeadlessMediaEngine } from '../../main/headless/media/index.ts';
import type { MediaLeg } from '../../phone/media.ts';
import { createMediaServer, type MediaServer } from '../../server-sim/media/index.ts';

// The headless desk's media against the tier's: both real, over loopback.
const deadlineMs = 10_000;
let media: MediaServer;
let engines: HeadlessMediaEngine[] = [];
beforeEach(async () => {
  media = createMediaServer({ seed: 7 });
  await media.addFarEnd('caller', { type: 'tone', hertz: 900 });
});
afterEach(async () => {
  await Promise.all([media.close(), ...engines.map((engine) => engine.close())]);
  engines = [];
});

interface Desk {
  readonly engine: HeadlessMediaEngine;
  readonly leg: MediaLeg;
}
async function desk(hertz: number): Promise<Desk> {
  const engine = await createHeadlessMedia({ microphone: { type: 'tone', hertz } });
  engines.push(engine);
  return { engine, leg: engine.createLeg('call') };
}
/** The tier rings the desk. */
async function ring(legId: string, { leg }: Desk): Promise<void> {
  await media.answered(legId, await leg.acceptOffer(await media.offer(legId), { hold: false }));
}
/** The desk offers, first or anew. */
async function offer(
  legId: string,
  { leg }: Desk,
  options: { hold?: boolean; restartIce?: boolean } = {},
): Promise<void> {
  const { hold = false, restartIce = false } = options;
  await leg.acceptAnswer(await media.answer(legId, await leg.createOffer({ hold, restartIce })));
}
async function until<Seen>(look: () => Seen | Promise<Seen>, holds: (seen: Seen) => boolean): Promise<Seen> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(seen)} after ${deadlineMs} ms`);
    const packets = (await media.heard('desk'))?.packets;
    const turn = performance.now() + 40;
    while ((await media.heard('desk'))?.packets === packets && performance.now() < turn)
      await new Promise((r) => setImmediate(r));
  }
}
type Sound = { readonly tonesHertz: readonly number[]; readonly levelDbfs: number | null } | null;
const hears =
  (...tones: readonly number[]) =>
  (sound: Sound): boolean =>
    sound?.tonesHertz.length === tones.length &&
    tones.every((tone) => sound.tonesHertz.some((other) => Math.abs(other - tone) < 3));
const hearsMusic = (sound: Sound): boolean =>
  (sound?.levelDbfs ?? 0) < -20 && (sound?.tonesHertz.length ?? 0) > 0;
const hearsNothing = (sound: Sound): boolean => sound !== null && sound.levelDbfs === null;

describe('the headless desk and the tier', () => {
  it('hear each other, hold, retrieve, restart ICE, and press keys', async () => {
    const agent = await desk(500);
    await media.mix('call', [
      { legId: 'caller', state: 'active' },
      { legId: 'desk', state: 'active' },
    ]);
    await ring('desk', agent);
    await until(() => media.heard('desk'), hears(500));
    await until(() => media.heard('caller'), hears(500));
    await until(() => agent.engine.heard('call'), hears(900));
    await offer('desk', agent, { hold: true });
    await until(() => media.heard('caller'), hearsMusic);
    await until(() => agent.engine.heard('call'), hearsNothing);
    await offer('desk', agent, { restartIce: true });
    await until(() => media.heard('caller'), hears(500));
    await until(() => agent.engine.heard('call'), hears(900));
    expect(agent.leg.sendDigits('159')).toBe(true);
    await media.sendDigits('caller', '#0');
    await until(
      () => media.heard('caller'),
      (heard) => heard?.digits === '159',
    );
    await until(
      () => agent.engine.heard('call'),
      (heard) => heard?.digits === '#0',
    );
  });
  it('confer: each tone at the other two', async () => {
    const one = await desk(500);
    const two = await desk(1300);
    await ring('desk', one);
    await offer('two', two);
    await media.mix(
      'call',
      ['caller', 'desk', 'two'].map((legId) => ({ legId, state: 'active' as const })),
    );
    await until(() => one.engine.heard('call'), hears(900, 1300));
    await until(() => two.engine.heard('call'), hears(900, 500));
    await until(() => media.heard('caller'), hears(500, 1300));
  });
  it('lose packets that show in the statistics', async () => {
    const agent = await desk(500);
    await media.mix('call', [
      { legId: 'caller', state: 'active' },
      { legId: 'desk', state: 'active' },
    ]);
    await ring('desk', agent);
    await until(() => agent.engine.heard('call'), hears(900));
    await agent.leg.statistics();
    await media.lose('desk', 0.3);
    let received = 0;
    let lost = 0;
    await until(
      async () => {
        const statistics = await agent.leg.statistics();
        received += statistics?.packetsReceived ?? 0;
        lost += statistics?.packetsLost ?? 0;
        return received + lost;
      },
      (packets) => packets > 100,
    );
    expect(lost / (received + lost)).toBeGreaterThan(0.15);
    expect(lost / (received + lost)).toBeLessThan(0.45);
  });
});
