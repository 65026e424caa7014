/** The largest SDP looked at; Chromium's for one audio stream is 3 kB. */
const largestDescription = 65_536;

/**
 * Why an SDP (RFC 8866) cannot make a WebRTC audio leg, as a sentence that goes on from "The offer"; null when
 * it can. It looks for what is needed, and leaves the rest to the WebRTC library.
 */
export function checkDescription(sdp: string): string | null {
  if (sdp.length > largestDescription) {
    return `is ${sdp.length} characters long; ${largestDescription} are the most`;
  }
  const lines = sdp.split(/\r?\n/);
  if (lines[0] !== 'v=0')
    return `is not SDP: it begins ${JSON.stringify(sdp.slice(0, 20))} where v=0 belongs`;
  const audio = audioSection(lines);
  if (!audio) return 'has no audio: no m=audio line';
  const [media = ''] = audio;
  if (/^m=audio 0 /.test(media)) return 'refuses the audio: its m=audio line has port 0';
  const session = lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('m=')),
  );
  const missing = ['a=fingerprint:', 'a=ice-ufrag:', 'a=ice-pwd:'].find(
    (attribute) => ![...session, ...audio].some((line) => line.startsWith(attribute)),
  );
  if (missing)
    return `is not of WebRTC: it has no ${missing.slice(0, -1)} (ICE and DTLS-SRTP are needed, RFC 8827)`;
  return hasCodec(audio) ? null : 'has no codec in common: Opus or PCMU is needed';
}

/**
 * Takes out of a description what only harms a server:
 * - candidates whose address is hidden behind a multicast name (RFC 8828), which would be asked for on the
 *   network, where the browser's own checks find the way; with them the mark that there are no more, for there
 *   may be none left;
 * - the generation of a candidate, which counts the other end's ICE restarts: werift wants it to equal its own
 *   count, which it does not once an offer has stayed unanswered;
 * - feedback (`a=rtcp-fb`), which werift would agree to without the header extension that it needs.
 */
export function plainDescription(sdp: string): string {
  const lines = sdp.split(/\r?\n/);
  const hidden = (line: string): boolean => /^a=candidate:\S+ \S+ \S+ \S+ \S+\.local /i.test(line);
  const anyHidden = lines.some(hidden);
  return lines
    .filter((line) => !hidden(line) && !(anyHidden && line === 'a=end-of-candidates'))
    .filter((line) => !line.startsWith('a=rtcp-fb:'))
    .map((line) => (line.startsWith('a=candidate:') ? line.replace(/ generation \d+/, '') : line))
    .join('\r\n');
}

/** Tells one WebRTC end from another: the fingerprint of its certificate, which a renegotiation keeps. */
export function fingerprintOf(sdp: string): string | null {
  return /^a=fingerprint:(.+?)\r?$/m.exec(sdp)?.[1]?.toUpperCase() ?? null;
}

function audioSection(lines: readonly string[]): readonly string[] | null {
  const start = lines.findIndex((line) => line.startsWith('m=audio '));
  if (start === -1) return null;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('m='));
  return length === -1 ? lines.slice(start) : lines.slice(start, start + 1 + length);
}

function hasCodec([media = '', ...attributes]: readonly string[]): boolean {
  const formats = media.trim().split(/\s+/).slice(3);
  // PCMU's number is fixed (RFC 3551), so that a=rtpmap may be left out for it.
  if (formats.includes('0')) return true;
  return attributes.some((line) => {
    const map = /^a=rtpmap:(\d+) (opus\/48000|PCMU\/8000)/i.exec(line);
    return map?.[1] !== undefined && formats.includes(map[1]);
  });
}
