import type { AgentLoginType, LoginPart, LoginPartName } from './parts.ts';

/** The parts of each type's strings, in order (seed 001). The media may be left out. */
export const partsOfType: Readonly<Record<AgentLoginType, readonly LoginPartName[]>> = {
  0: ['agent', 'password', 'device', 'media'],
  1: ['password', 'device', 'media'],
  2: ['device', 'media'],
  5: ['name', 'password', 'device', 'media'],
};

/** Cuts a login string, however unfinished, into the parts it has so far; further `;` belong to the media. */
export function loginParts(text: string, type: AgentLoginType): readonly LoginPart[] {
  const order = partsOfType[type];
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
