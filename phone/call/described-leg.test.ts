import { expect, test } from 'vitest';
import { TestLeg } from '../test-server/test-phone.ts';
import { DescribedLeg, directionOf, withoutSound } from './described-leg.ts';

const session = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n';
const audio = 'm=audio 4000 UDP/TLS/RTP/SAVPF 111\r\n';

test("the direction is the audio's own, else the session's, else both ways", () => {
  expect(directionOf(`${session}${audio}`)).toBe('sendrecv');
  expect(directionOf(`${session}${audio}a=sendonly\r\n`)).toBe('sendonly');
  expect(directionOf(`${session}a=inactive\r\n${audio}`)).toBe('inactive');
  expect(directionOf(`${session}a=inactive\r\n${audio}a=recvonly\r\n`)).toBe('recvonly');
  expect(directionOf(`${session}${audio}m=video 0 RTP/AVP 31\r\na=inactive\r\n`)).toBe('sendrecv');
  expect(directionOf(`${session}m=video 0 RTP/AVP 31\r\na=inactive\r\n${audio}a=sendonly\r\n`)).toBe(
    'sendonly',
  );
  expect(directionOf('')).toBe('sendrecv');
});

test('an offer without sound is one that holds both ways', () => {
  const quiet = withoutSound(`${session}${audio}a=sendrecv\r\na=rtpmap:111 opus/48000/2\r\n`);
  expect(quiet).toBe(`${session}${audio}a=inactive\r\na=rtpmap:111 opus/48000/2\r\n`);
});

test('remembers what both sides said last; what failed was not said', async () => {
  const inner = new TestLeg();
  const leg = new DescribedLeg(inner);
  expect([leg.ours, leg.isFarSideSending]).toEqual([null, false]);
  const answer = await leg.acceptOffer(`${session}${audio}`, { hold: false });
  expect([leg.ours, leg.isFarSideSending]).toEqual([answer, true]);
  const offer = await leg.createOffer({ hold: true, restartIce: false });
  await leg.acceptAnswer(`${session}${audio}a=recvonly\r\n`);
  expect([leg.ours, leg.isFarSideSending]).toEqual([offer, false]);
  inner.fails = 'no common codec';
  await expect(leg.acceptAnswer(`${session}${audio}`)).rejects.toThrow('no common codec');
  expect(leg.isFarSideSending).toBe(false);
});
