import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDescription, fingerprintOf, plainDescription } from './description.ts';

const good = [
  'v=0',
  'o=- 1 1 IN IP4 0.0.0.0',
  's=-',
  't=0 0',
  'a=fingerprint:sha-256 aa:BB',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 126',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:0123456789012345678901',
  'a=rtpmap:111 opus/48000/2',
  'a=rtpmap:126 telephone-event/8000',
  '',
];

function sdp(change: (line: string) => string | null = (line) => line): string {
  return good.flatMap((line) => change(line) ?? []).join('\r\n');
}

const without = (start: string) => (line: string) => (line.startsWith(start) ? null : line);
const instead = (start: string, replacement: string) => (line: string) =>
  line.startsWith(start) ? replacement : line;

describe('an SDP', () => {
  it('of a WebRTC audio leg is good', () => {
    expect(checkDescription(sdp())).toBeNull();
    expect(checkDescription(sdp(instead('m=', 'm=audio 9 UDP/TLS/RTP/SAVPF 0')))).toBeNull();
  });

  it.each([
    ['HTML', '<html>', 'is not SDP: it begins "<html>"'],
    ['nothing', '', 'is not SDP'],
    ['endless', `v=0\r\n${'a=x\r\n'.repeat(20_000)}`, 'is 100005 characters long'],
    ['video only', sdp(instead('m=', 'm=video 9 UDP/TLS/RTP/SAVPF 111')), 'has no audio'],
    ['refused', sdp(instead('m=', 'm=audio 0 UDP/TLS/RTP/SAVPF 111')), 'port 0'],
    ['unencrypted', sdp(without('a=fingerprint')), 'it has no a=fingerprint'],
    ['no ICE', sdp(without('a=ice-pwd')), 'it has no a=ice-pwd'],
    ['another codec', sdp(instead('a=rtpmap:111', 'a=rtpmap:111 G722/8000')), 'Opus or PCMU is needed'],
    ['an unused codec', sdp(instead('m=', 'm=audio 9 UDP/TLS/RTP/SAVPF 126')), 'Opus or PCMU is needed'],
  ])('that cannot be used is refused by name: %s', (_, text, message) => {
    expect(checkDescription(text)).toContain(message);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(checkDescription(`v=0\r\n${text}`)).not.toBe('');
      }),
    );
  });

  it('loses hidden candidates, generations and feedback, and nothing else', () => {
    const plain = sdp();
    const seen = 'a=candidate:1 1 udp 2113937151 127.0.0.1 59003 typ host';
    const hidden = 'a=candidate:2 1 udp 2113937151 1d6da262-e1cf.local 59003 typ host';
    const end = 'a=end-of-candidates';
    expect(plainDescription(`${plain}${seen} generation 2 ufrag ab\r\n`)).toBe(
      `${plain}${seen} ufrag ab\r\n`,
    );
    expect(plainDescription(`${plain}${seen}\r\na=rtcp-fb:111 transport-cc\r\n${end}\r\n`)).toBe(
      `${plain}${seen}\r\n${end}\r\n`,
    );
    expect(plainDescription(`${plain}${seen}\n${hidden}\n${end}\n`)).toBe(`${plain}${seen}\r\n`);
  });

  it('tells its end by the fingerprint', () => {
    expect(fingerprintOf(sdp())).toBe('SHA-256 AA:BB');
    expect(fingerprintOf(sdp(without('a=fingerprint')))).toBeNull();
  });
});
