import type { Command } from './command-line.ts';
import { checkSettings } from './commands/check.ts';
import { explainSetting } from './commands/explain.ts';
import { exportSettings } from './commands/export.ts';
import { getSettings } from './commands/get.ts';
import { healSettings } from './commands/heal.ts';
import { importSettings } from './commands/import.ts';
import { setSetting, unsetSetting } from './commands/set.ts';
import type { SettingsContext } from './context.ts';
import type { Outcome } from './outcome.ts';

/** Carries out one command. */
export async function runCommand(command: Command, context: SettingsContext): Promise<Outcome> {
  switch (command.type) {
    case 'get':
      return getSettings(context, command.keys);
    case 'set':
      return setSetting(context, command);
    case 'unset':
      return unsetSetting(context, command);
    case 'explain':
      return explainSetting(context, command.key);
    case 'import':
      return importSettings(context, command);
    case 'export':
      return exportSettings(context, command);
    case 'check':
      return checkSettings(context);
    case 'heal':
      return healSettings(context, command);
  }
}

/** What stands on stdout and stderr at the end. */
export function written(
  command: string,
  { exit, lines, errors, json, bytes }: Outcome,
  asJson: boolean,
): { readonly stdout: string | Uint8Array; readonly stderr: string } {
  const stderr = errors.map((error) => `${error}\n`).join('');
  if (asJson) return { stdout: `${JSON.stringify({ command, exit, errors, ...json })}\n`, stderr };
  return { stdout: bytes ?? lines.map((line) => `${line}\n`).join(''), stderr };
}
