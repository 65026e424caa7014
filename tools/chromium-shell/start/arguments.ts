/** What Electron's executable is asked to do. */
export type ShellArguments =
  | { readonly kind: 'version' }
  | {
      readonly kind: 'run';
      /** The app as it was named: a folder or a file. */
      readonly app: string | undefined;
      /** Modules to require before it. */
      readonly requires: readonly string[];
      /** All `--name` and `--name=value`, before the app and after it. */
      readonly switches: ReadonlyMap<string, string>;
    };

/** Reads `[-r MODULE] [--SWITCH[=VALUE]]... APP [ARGUMENT]...`, without the executable. */
export function readArguments(values: readonly string[]): ShellArguments {
  const requires: string[] = [];
  const switches = new Map<string, string>();
  let app: string | undefined;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? '';
    const asSwitch = readSwitch(value);
    if (app === undefined && (value === '-v' || value === '--version')) return { kind: 'version' };
    if (app === undefined && (value === '-r' || value === '--require')) {
      at += 1;
      requires.push(values[at] ?? '');
    } else if (asSwitch !== null) {
      switches.set(...asSwitch);
    } else {
      app ??= value;
    }
  }
  return { kind: 'run', app, requires, switches };
}

/** All `--name` and `--name=value` on the command line of a packaged app, where every other word is the app's own. */
export function readSwitches(values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(values.map(readSwitch).filter((each) => each !== null));
}

function readSwitch(value: string): readonly [name: string, setting: string] | null {
  const [, name, setting = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(value) ?? [];
  return name === undefined ? null : [name, setting];
}
