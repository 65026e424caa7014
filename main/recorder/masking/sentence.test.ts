import { constants } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../contract/servers/address.ts';
import { allowedSecurity } from '../../../contract/servers/connection-security.ts';
import { serverKinds } from '../../../contract/servers/server-kind.ts';
import { type ConnectionCause, describeCause } from '../../servers/connection-cause.ts';
import { noStorageWords } from '../../settings/secure-storage.ts';
import { secrets, secretsIn } from '../testing/secrets.ts';
import { plainWords } from './plain-words.ts';
import { maskSentence } from './sentence.ts';

const where = '10.0.0.1:8110';
const masked = (sentence: string): string => maskSentence(sentence, (text) => text === where);

function notAllowed(text: string): string {
  const parsed = parseAddress(`ws://${text}`);
  const allowed = parsed.ok ? allowedSecurity(parsed.value, `ws://${text}`, false) : parsed;
  return allowed.ok ? '' : String(allowed.error);
}

const causes: readonly ConnectionCause[] = [
  { type: 'refused' },
  { type: 'unreachable', code: 'EHOSTUNREACH' },
  { type: 'timed-out', stage: 'connecting', afterMs: 3_000 },
  { type: 'timed-out', stage: 'hello', afterMs: 2_500 },
  { type: 'reset', code: 'ECONNRESET' },
  { type: 'not-tls' },
  { type: 'tls-only' },
  { type: 'bad-certificate', problem: { why: 'self-signed' } },
  { type: 'not-allowed', message: notAllowed(where) },
  { type: 'silent', forMs: 3_000 },
  { type: 'closed', code: 1011, reason: '' },
  { type: 'closed', code: 1001, reason: 'going away' },
  { type: 'not-websocket', status: 404, location: null, looksLike: 'it answers as a web server (HTTP 404)' },
  { type: 'not-websocket', status: 302, location: null, looksLike: 'it answers HTTP 302' },
  { type: 'not-websocket', status: 503, location: null, looksLike: 'it answers as a web server (HTTP 503)' },
];

const systemCodes = new Set([...Object.keys(constants.errno), 'A', 'B', 'ENOTFOUND', 'EAI_AGAIN']);

describe('a masked sentence', () => {
  it('is whole where it is one of ours', () => {
    for (const kind of serverKinds) {
      for (const cause of causes) {
        const sentence = describeCause(kind, 'B', where, cause);
        expect(masked(sentence)).toBe(sentence);
      }
    }
  });

  it.each([
    `SIP server A (${where}) sent nothing for 3 s and counts as dead.`,
    `SIP server B (${where}) did not take the connection within 3 s.`,
    `SIP server B (${where}) did not answer REGISTER within 5 s.`,
    `SIP server A (${where}) closed the connection (code 1006, no farewell).`,
    `SIP server A (${where}) has not acknowledged an answered call for 5 s.`,
    `SIP server A (${where}) did not take over call 7: SIP server A (${where}) has not acknowledged the answer.`,
    'The sound of the call could not be agreed on',
    'Keypad: 00 were sent, 0 not confirmed, 00 not sent. No SIP server has the call just now.',
    `CTI servers A and B are exchanged: B answers at the address of CTI server A (${where}), A at the address of CTI server B (${where}). Nothing fails by it, but messages name the wrong one. Correct the addresses or the servers.`,
    `At the address of SIP server B (${where}) SIP server A answers, not B: the address is wrong, or the server is set up as the wrong side. If both addresses lead to one server, there is no other when it fails.`,
    `CTI server A (${where}) says Hello and lives, but did not answer SetSessionMode within 5 s. It hangs behind its front, or is overloaded.`,
    'The phone still had call 1.5 s after the switch had ended it: it is released at the phone.',
    'The computer woke: every server is asked at once whether it is there.',
    'Switchhook did not run for 60 s: every server is asked at once whether it is there.',
    'The date was set back: every server is asked at once whether it is there.',
    'The network has changed: every server is asked at once whether it is there.',
    'Ended by the far end',
    'Cancelled by the caller',
    'The call could not be held: the server refused.',
    'No answer came',
    `The name "…" was not resolved within 5 s.`,
    'It is CTI server B of the cluster "…", and is set as A.',
    "Its clock is 2 h 21 min ahead of this computer's.",
    "Where all servers differ alike, this computer's clock is wrong: turn on its automatic time and check the time zone. Otherwise have the server's clock set.",
    'The connection is not encrypted: the server shows no certificate.',
    'Not checked: its port takes no connection.',
    'Plug the headset in, or choose a microphone in the sound settings.',
    "Allow it in the system's privacy settings for the microphone, then start Switchhook anew.",
    'Nobody is logged in: a seat is asked for at login alone.',
    "38.1 GB are free on the disk of the desk's folder.",
    'Free some space: the desk needs 100 MB for notes, its log and its recordings.',
    noStorageWords('win32'),
    noStorageWords('darwin'),
    noStorageWords('linux'),
    'The remembered password was deleted: the settings do not allow it.',
    'The secure storage does not give the remembered password back. It was deleted. Type your password.',
    'The secure storage did not decrypt the remembered password.',
    'The remembered password was hidden for another login than the file names.',
    'Your password is not remembered. The secure storage of this computer failed.',
    'It hangs, or something else listens there. Look at the server and start it anew if it hangs.',
  ])('is whole where it is told by pair or phone: %s', (sentence) => expect(masked(sentence)).toBe(sentence));

  it('keeps of anything else only words that are in the list, small numbers and known addresses', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.lorem({ maxCount: 8 }),
      fc.constantFrom(...Object.values(secrets)),
    );
    fc.assert(
      fc.property(fc.array(anything), (parts) => {
        const left = masked(parts.join(' '));
        for (const [word = ''] of left.matchAll(/[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}\p{M}\p{N}_]+)*/gu)) {
          if (/^\d+$/.test(word)) expect(word.length <= 3 || /^10[01]\d$/.test(word), word).toBe(true);
          else if (!systemCodes.has(word)) {
            for (const part of word.split(/(?=[A-Z])/))
              expect(plainWords.has(part.toLowerCase().replace('’', "'")), word).toBe(true);
          }
        }
      }),
    );
  });

  it('holds no secret', () => {
    for (const secret of Object.values(secrets)) {
      for (const sentence of [secret, `The call with ${secret} is over.`, `(${secret}): "${secret}"`]) {
        expect(secretsIn(masked(sentence))).toEqual([]);
      }
    }
  });

  it.each(['030 901 820 731', '(0131) 496-0142', '+44/131.496.0142', 'PIN 47110', 'Pa55word', 'end_72'])(
    'keeps nothing of %s, however it is written',
    (text) => expect(masked(`It was ${text} then.`)).toMatch(/^It was \(?… then\.$/),
  );

  it('is the same when it is masked again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (sentence) => {
        expect(masked(masked(sentence))).toBe(masked(sentence));
      }),
    );
  });

  it('names no address that nobody has heard of', () => {
    expect(masked('Server cti.example:8110 and 10.0.0.9:8110 refused.')).toBe('Server …:… and …:… refused.');
  });
});
