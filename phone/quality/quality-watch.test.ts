import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from '../test-server/rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

test('tells the quality each second, and once that there is none any more', async () => {
  const { phone, leg } = await rig.inCall({ hurry: 50 });
  const now = { packetsReceived: 50, packetsLost: 0, jitterMs: 2, levelDbfs: -20, packetsSent: 50 };
  leg.now = { ...now, roundTripMs: 20, silentForMs: 0 };
  expect((await phone.next('quality')).quality?.mos).toBeGreaterThan(4.3);
  expect((await phone.next('quality')).quality?.history).toHaveLength(2);
  leg.now = { ...now, roundTripMs: 20, silentForMs: 12_000 };
  await phone.next('quality', ({ quality }) => quality === null);
  const count = phone.events.filter(({ type }) => type === 'quality').length;
  await phone.command({ type: 'mute', callId: 'call', muted: true });
  await phone.command({ type: 'release', callId: 'call' });
  await phone.next('callEnded');
  expect(phone.events.filter(({ type }) => type === 'quality')).toHaveLength(count);
});
