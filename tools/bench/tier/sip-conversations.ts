import { type Conversation, goOn, over, unexpected } from './conversation.ts';
import type { Challenge, SipTexts } from './sip-texts.ts';

/** A REGISTER that answers the challenge of the first one beforehand, so that each is one transaction, and its 200. */
export function registering(texts: SipTexts, challenge: Challenge): Conversation {
  return {
    begin: () => texts.register(challenge),
    hear(text) {
      if (text.startsWith('SIP/2.0 200 ')) return over;
      throw unexpected(text);
    },
  };
}

/** An INVITE to a number that is busy: 486 from the switch, and its ACK. */
export function callingBusy(texts: SipTexts, number: string): Conversation {
  return {
    begin: () => texts.invite(number, offer),
    hear(text) {
      if (text.startsWith('SIP/2.0 1')) return goOn;
      if (text.startsWith('SIP/2.0 486 ')) return { say: [texts.ack(text)], done: true };
      throw unexpected(text);
    },
  };
}

/** An INVITE to a number that answers at once, its ACK, and a BYE: media describes its end, and nothing connects. */
export function callingAnswered(texts: SipTexts, number: string): Conversation {
  return {
    begin: () => texts.invite(number, offer),
    hear(text) {
      if (text.startsWith('SIP/2.0 1')) return goOn;
      if (!text.startsWith('SIP/2.0 200 ')) throw unexpected(text);
      return /^CSeq: 2 BYE/m.test(text) ? over : { say: [texts.ack(text), texts.bye(text)], done: false };
    },
  };
}

/** An offer as a browser makes it, with no candidate to connect to. */
const offer = [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'a=extmap-allow-mixed',
  'a=msid-semantic: WMS',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 0 126',
  'c=IN IP4 0.0.0.0',
  'a=rtcp:9 IN IP4 0.0.0.0',
  'a=ice-ufrag:nEjx',
  'a=ice-pwd:0Zl5hOjyRSQ5bJGtSoQxXw9M',
  'a=ice-options:trickle',
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'A7').join(':')}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:126 telephone-event/8000',
  '',
].join('\r\n');
