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
    const [, name, setting = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(value) ?? [];
    if (app === undefined && (value === '-v' || value === '--version')) return { kind: 'version' };
    if (app === undefined && (value === '-r' || value === '--require')) {
      at += 1;
      requires.push(values[at] ?? '');
    } else if (name !== undefined) {
      switches.set(name, setting);
    } else {
      app ??= value;
    }
  }
  return { kind: 'run', app, requires, switches };
}
