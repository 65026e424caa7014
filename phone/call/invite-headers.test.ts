import { expect, test } from 'vitest';
import { offersTelephoneEvents } from './invite-headers.ts';

test('telephone-events are offered by their rtpmap, whatever the rate; an INVITE without SDP says nothing', () => {
  expect(offersTelephoneEvents('v=0\r\na=rtpmap:101 telephone-event/8000\r\n')).toBe(true);
  expect(offersTelephoneEvents('v=0\r\na=rtpmap:111 opus/48000/2\r\n')).toBe(false);
  expect(offersTelephoneEvents('')).toBe(true);
});
