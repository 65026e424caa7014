import { fail, ok, type Result } from '../result.ts';
import { loginParts, partsOfType } from './login-parts.ts';
import { readMedia, writeMedia } from './media.ts';
import type {
  AgentLoginType,
  LoginIdentity,
  LoginPart,
  LoginPartName,
  LoginString,
  LoginStringFailure,
} from './parts.ts';

const longestPassword = 128;
const nouns: Readonly<Record<LoginPartName, string>> = {
  agent: 'agent ID',
  name: 'agent name',
  password: 'password',
  device: 'device',
  media: 'media',
};

/**
 * Reads a login string of a type, or says which part is wrong, where, and what was expected. The connector reads
 * with it as the authority, the login dialog for its preview (seed 001).
 */
export function parseLoginString(
  text: string,
  type: AgentLoginType,
): Result<LoginString, LoginStringFailure> {
  const parts = loginParts(text, type);
  for (const name of partsOfType[type]) {
    if (name === 'media') break;
    const failure = checkPart(
      name,
      parts.find((part) => part.name === name),
      text,
      type,
    );
    if (failure) return fail(failure);
  }
  const of = (name: LoginPartName): string => parts.find((part) => part.name === name)?.text ?? '';
  const media = readMedia(parts.find(({ name }) => name === 'media'));
  if (!media.ok) return media;
  return ok({ identity: identityOf(type, of), device: of('device'), media: media.value });
}

/** Writes a login string that reads back to the same. */
export function formatLoginString({ identity, device, media }: LoginString): string {
  const before = identityParts(identity);
  return [...before, device, ...(media === 'defaults' ? [] : [writeMedia(media)])].join(';');
}

function identityParts(identity: LoginIdentity): readonly string[] {
  switch (identity.by) {
    case 'agent-id':
      return [identity.agentId, identity.password];
    case 'agent-name':
      return [identity.agentName, identity.password];
    case 'system-user-with-password':
      return [identity.password];
    case 'system-user':
      return [];
  }
}

function identityOf(type: AgentLoginType, of: (name: LoginPartName) => string): LoginIdentity {
  switch (type) {
    case 0:
      return { by: 'agent-id', agentId: of('agent'), password: of('password') };
    case 1:
      return { by: 'system-user-with-password', password: of('password') };
    case 2:
      return { by: 'system-user' };
    case 5:
      return { by: 'agent-name', agentName: of('name'), password: of('password') };
  }
}

/** What each part is made of. A name may have spaces and letters of any script, as people's names do. */
const allowed: Readonly<Record<'agent' | 'name' | 'device', { one: RegExp; most: number; what: string }>> = {
  agent: {
    one: /[0-9A-Za-z._-]/u,
    most: 32,
    what: 'An agent ID has 1 to 32 letters, digits, dots, hyphens or underscores.',
  },
  name: {
    one: /[\p{L}\p{M}\p{N} .,'’@\\_-]/u,
    most: 64,
    what: "An agent name has 1 to 64 letters, digits, spaces or . , ' @ \\ _ -",
  },
  device: {
    one: /[0-9A-Za-z*#+._-]/u,
    most: 32,
    what: 'A device is the number of a phone: 1 to 32 digits, letters, or * # + . _ -',
  },
};

function checkPart(
  name: Exclude<LoginPartName, 'media'>,
  part: LoginPart | undefined,
  text: string,
  type: AgentLoginType,
): LoginStringFailure | null {
  if (name === 'password') return checkPassword(part, text, type);
  if (!part || part.text === '') return missing(name, part, text, type);
  const { one, most, what } = allowed[name];
  const characters = [...part.text];
  const blank = part.text.trim() === '';
  const wrong = characters.findIndex((character, index) => blank || index >= most || !one.test(character));
  if (wrong === -1) return null;
  const at = part.start + characters.slice(0, wrong).join('').length + 1;
  return {
    part: name,
    at,
    // Not quoted: what stands in the wrong part may be the password.
    title: `The ${nouns[name]} is not one`,
    message: what,
    unfinished: false,
  };
}

function checkPassword(
  part: LoginPart | undefined,
  text: string,
  type: AgentLoginType,
): LoginStringFailure | null {
  if (!part || (text === '' && partsOfType[type][0] === 'password')) {
    return missing('password', part, text, type);
  }
  if (part.text.length <= longestPassword) return null;
  return {
    part: 'password',
    at: part.start + longestPassword + 1,
    title: 'The password is too long',
    message: `${longestPassword} characters are the most.`,
    unfinished: false,
  };
}

function missing(
  name: Exclude<LoginPartName, 'media'>,
  part: LoginPart | undefined,
  text: string,
  type: AgentLoginType,
): LoginStringFailure {
  return {
    part: name,
    at: (part?.start ?? text.length) + 1,
    title: `The ${nouns[name]} is missing`,
    message: wanted(name, type),
    unfinished: !part || part.end === text.length,
  };
}

/** Where a part that is missing belongs. */
function wanted(name: Exclude<LoginPartName, 'media'>, type: AgentLoginType): string {
  const form = partsOfType[type].filter((part) => part !== 'media').map((part) => formNames[part]);
  if (partsOfType[type][0] === name) {
    return form.length === 1
      ? 'A login string is here the number of the phone you use.'
      : `A login string begins here with the ${nouns[name]}, then a semicolon: ${form.join(';')}.`;
  }
  switch (name) {
    case 'device':
      return 'After the password comes a semicolon and the number of the phone you use.';
    default:
      return `Write a semicolon after the ${nouns[partsOfType[type][0] ?? name]}, then the ${nouns[name]}.`;
  }
}

const formNames: Readonly<Record<LoginPartName, string>> = {
  agent: 'agentid',
  name: 'agentname',
  password: 'password',
  device: 'device',
  media: 'media',
};
