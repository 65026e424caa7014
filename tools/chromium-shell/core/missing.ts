import { readFileSync } from 'node:fs';

/** Thrown for everything that electron.d.ts has and the shell does not do. */
export class NotImplementedError extends Error {
  override readonly name = 'NotImplementedError';

  constructor(what: string) {
    super(`Chromium shell: ${what} is not implemented. See tools/chromium-shell/README.md for what is.`);
  }
}

/**
 * What a class or object of ours has in common with Electron's, in the types of electron.d.ts: `implements` it,
 * and a member that does not fit is an error that names it. Events are left out, ours are untyped.
 */
export type PartOf<Whole, Ours> = Omit<Pick<Whole, keyof Whole & keyof Ours>, keyof NodeJS.EventEmitter>;

/** Members by interface of electron.d.ts, as generate-electron-members.ts wrote them. */
const electronMembers = readMembers();

/**
 * Members that electron.d.ts gives the interface and `target` lacks throw by name, on reading and on writing,
 * so that no call is lost without a word. Use it on a prototype, a class (its statics) or an object.
 */
export function refuseMissing<Target extends object>(
  electronInterface: string,
  target: Target,
  shownAs = electronInterface.replace(/^static /, ''),
): Target {
  for (const member of electronMembers.get(electronInterface) ?? []) {
    if (member in target) continue;
    const refuse = () => {
      throw new NotImplementedError(`${shownAs}.${member}`);
    };
    Object.defineProperty(target, member, {
      get: refuse,
      set: refuse,
      enumerable: false,
      configurable: true,
    });
  }
  return target;
}

/** A whole export of Electron's that the shell lacks: any use throws by name. */
export function missingExport(exportName: string): unknown {
  const refuse = () => {
    throw new NotImplementedError(exportName);
  };
  // A class, because only what can be constructed gets as far as the trap for it.
  return new Proxy(class {}, {
    apply: refuse,
    construct: refuse,
    get: (target, member) => {
      // Inspectors and promises look at these, which is no use of the module.
      if (typeof member === 'symbol' || member === 'then' || member === 'prototype') {
        return Reflect.get(target, member);
      }
      throw new NotImplementedError(`${exportName}.${member}`);
    },
  });
}

/**
 * Our part of one of Electron's objects, handed to the app as the whole. Safe because what the part lacks
 * throws by name (refuseMissing).
 */
export function asElectron<Whole>(part: object): Whole {
  return part as unknown as Whole;
}

function readMembers(): Map<string, readonly string[]> {
  const text = readFileSync(new URL('electron-members.txt', import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line.includes(':'));
  return new Map(
    lines.map((line) => {
      const [name = '', members = ''] = line.split(': ');
      return [name, members.split(' ')];
    }),
  );
}
