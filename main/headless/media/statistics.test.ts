import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { opusSilence } from '../../../contract/audio/opus.ts';
import { createOutgoingStream } from '../../../contract/audio/outgoing-stream.ts';
import type { MediaLeg, MediaStatistics } from '../../../phone/media.ts';
import { createHeadlessMedia, type HeadlessMediaEngine } from './index.ts';
import { createTickClock, type TickClock } from './tick-clock.ts';
import { createWebrtcLeg, type WebrtcLeg } from './webrtc-leg.ts';

let end: () => Promise<void> = async () => {};
afterEach(async () => await end());

/** A leg of the engine and a peer that sends a packet a tick but for those it loses. */
async function lossyCall(loses: (packet: number) => boolean): Promise<{
  readonly leg: MediaLeg;
  readonly engine: HeadlessMediaEngine;
  /** Settles when the peer has sent so many packets more, lost ones among them. */
  sent(packets: number): Promise<void>;
  stop(): void;
}> {
  const engine = await createHeadlessMedia({ microphone: { type: 'none' } });
  const peer: WebrtcLeg = createWebrtcLeg({ address: '127.0.0.1', onPacket: () => {}, onFailure: () => {} });
  const stream = createOutgoingStream({ sequenceNumber: 65_530, timestamp: 0 });
  let packets = 0;
  let waiting: { readonly at: number; readonly tell: () => void }[] = [];
  const clock: TickClock = createTickClock((tick) => {
    const payloads = peer.payloads();
    if (!payloads || !peer.canSend()) return;
    const packet = stream.next(tick, payloads, () => opusSilence);
    if (!loses(packets)) peer.send(packet);
    packets += 1;
    for (const { tell } of waiting.filter(({ at }) => at <= packets)) tell();
    waiting = waiting.filter(({ at }) => at > packets);
  });
  clock.start();
  end = async () => {
    clock.stop();
    await Promise.all([engine.close(), peer.close()]);
  };
  const leg = engine.createLeg('call');
  expect(await leg.statistics()).toBeNull();
  const offer = await leg.createOffer({ hold: false, restartIce: false });
  await leg.acceptAnswer(await peer.acceptOffer(offer, { hold: false }));
  return {
    leg,
    engine,
    sent: (more) => new Promise((tell) => waiting.push({ at: packets + more, tell })),
    stop: () => clock.stop(),
  };
}

function sum(
  intervals: readonly (MediaStatistics | null)[],
  field: 'packetsReceived' | 'packetsLost',
): number {
  return intervals.reduce((total, statistics) => total + (statistics?.[field] ?? 0), 0);
}

describe('statistics', () => {
  it('count what was received and lost since they were asked for last', async () => {
    const { leg, sent } = await lossyCall((packet) => packet >= 20 && packet % 4 === 1);
    await sent(15);
    const clean = await leg.statistics();
    expect(clean).toMatchObject({ packetsLost: 0 });
    expect(clean?.packetsReceived).toBeGreaterThan(5);
    await sent(41);
    const first = await leg.statistics();
    await sent(40);
    const second = await leg.statistics();
    const lossShare = sum([first, second], 'packetsLost') / 80;
    expect(lossShare).toBeGreaterThan(0.15);
    expect(lossShare).toBeLessThan(0.3);
    expect(second?.packetsReceived).toBeLessThan(40);
    expect(second?.packetsSent).toBeGreaterThan(20);
    expect(second?.packetsSent).toBeLessThan(60);
    expect(second?.jitterMs).toBeGreaterThanOrEqual(0);
    expect(second?.silentForMs).toBeGreaterThanOrEqual(0);
    expect(second?.levelDbfs).toBeNull();
  });

  it('tell how long nothing has come', async () => {
    const { leg, sent, stop } = await lossyCall(() => false);
    await sent(10);
    stop();
    const readings: number[] = [];
    while ((readings.at(-1) ?? 0) < 200) {
      await setImmediate();
      readings.push((await leg.statistics())?.silentForMs ?? 0);
    }
    // A packet may still have been on its way; from then on the silence only grows.
    const quiet = readings.slice(readings.indexOf(Math.min(...readings)));
    expect(quiet).toEqual(quiet.toSorted((one, other) => one - other));
  });

  it('know the round trip from the other side', async () => {
    const { leg, sent } = await lossyCall(() => false);
    await sent(10);
    const roundTripMs = (await leg.statistics())?.roundTripMs ?? -1;
    expect(roundTripMs).toBeGreaterThanOrEqual(0);
  });
});
