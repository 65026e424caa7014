import { fail, ok, type Result } from '../result.ts';
import type { LoginPart, LoginPartName, LoginString, LoginStringFailure } from './parts.ts';

const order: readonly LoginPartName[] = ['agent', 'password', 'device', 'media'];
const agentPattern = /^[0-9A-Za-z._-]{1,32}$/;
const devicePattern = /^[0-9A-Za-z*#+._-]{1,32}$/;
const longestPassword = 128;

/** Cuts a login string, however unfinished, into the parts it has so far; further `;` belong to the media. */
export function loginParts(text: string): readonly LoginPart[] {
  const parts: LoginPart[] = [];
  let start = 0;
  for (const [index, name] of order.entries()) {
    const last = index === order.length - 1;
    const semicolon = last ? -1 : text.indexOf(';', start);
    const end = semicolon === -1 ? text.length : semicolon;
    parts.push({ name, text: text.slice(start, end), start, end });
    if (semicolon === -1) break;
    start = semicolon + 1;
  }
  return parts;
}

/** Reads a login string of type 0 with voice, or says which part is wrong, where, and what was expected. */
export function parseLoginString(text: string): Result<LoginString, LoginStringFailure> {
  const parts = loginParts(text);
  const of = (name: LoginPartName): LoginPart | undefined => parts.find((part) => part.name === name);
  const agent = of('agent');
  const password = of('password');
  const device = of('device');
  const failure =
    checkAgent(agent, text) ??
    checkPassword(password, text) ??
    checkDevice(device, text) ??
    checkMedia(of('media'));
  if (failure) return fail(failure);
  return ok({
    agentId: agent?.text ?? '',
    password: password?.text ?? '',
    device: device?.text ?? '',
    media: { voice: true },
  });
}

/** Writes a login string that reads back to the same. */
export function formatLoginString(login: LoginString): string {
  return `${login.agentId};${login.password};${login.device}${login.media.voice ? ';p' : ''}`;
}

function checkAgent(part: LoginPart | undefined, text: string): LoginStringFailure | null {
  if (!part || part.text === '') {
    return {
      part: 'agent',
      at: 1,
      title: 'The agent ID is missing',
      message: 'A login string begins with the agent ID, then a semicolon: agentid;password;device.',
      unfinished: text === '',
    };
  }
  return agentPattern.test(part.text)
    ? null
    : {
        part: 'agent',
        at: firstWrong(part, /[0-9A-Za-z._-]/),
        title: 'The agent ID is not one',
        message: 'An agent ID has 1 to 32 letters, digits, dots, hyphens or underscores.',
        unfinished: false,
      };
}

function checkPassword(part: LoginPart | undefined, text: string): LoginStringFailure | null {
  if (!part) {
    return {
      part: 'password',
      at: text.length + 1,
      title: 'The password is missing',
      message: 'Write a semicolon after the agent ID, then the password.',
      unfinished: true,
    };
  }
  if (part.text.length > longestPassword) {
    return {
      part: 'password',
      at: part.start + longestPassword + 1,
      title: 'The password is too long',
      message: `${longestPassword} characters are the most.`,
      unfinished: false,
    };
  }
  return null;
}

function checkDevice(part: LoginPart | undefined, text: string): LoginStringFailure | null {
  if (!part || part.text === '') {
    return {
      part: 'device',
      at: (part?.start ?? text.length) + 1,
      title: 'The device is missing',
      message: 'After the password comes a semicolon and the number of the phone you use.',
      unfinished: !part || part.end === text.length,
    };
  }
  return devicePattern.test(part.text)
    ? null
    : {
        part: 'device',
        at: firstWrong(part, /[0-9A-Za-z*#+._-]/),
        title: `${part.text.slice(0, 32)} is not a device`,
        message: 'A device is the number of a phone: 1 to 32 digits, letters, or * # + . _ -',
        unfinished: false,
      };
}

/** `p` or nothing; `m` and `c` are the grammar of sessions, which this desk does not have yet. */
function checkMedia(part: LoginPart | undefined): LoginStringFailure | null {
  if (!part || part.text === 'p') return null;
  return {
    part: 'media',
    at: firstWrong(part, /p/),
    title: part.text === '' ? 'The media are missing' : `${part.text.slice(0, 20)} is not known here`,
    message: 'Write p for phone, or leave out the last semicolon.',
    unfinished: part.text === '',
  };
}

/** The position, from 1, of the first character that is not allowed, or of the part's end where only it is too long. */
function firstWrong(part: LoginPart, allowed: RegExp): number {
  const index = [...part.text].findIndex((character) => !allowed.test(character));
  return part.start + (index === -1 ? part.text.length : index + 1);
}
