import { reasonOf } from '../files/file-failure.ts';
import { version } from '../version.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import type { SettingsContext } from './context.ts';
import { type ExitCode, exitCodes, notWritten } from './outcome.ts';
import { runCommand, written } from './run-command.ts';
import { usage } from './usage.ts';

/** A command line that asks for something to be done. */
export type Asked = Extract<CommandLine, { type: 'command' }>;

/** All that the program says, and how it ends. */
export interface Answer {
  readonly exit: ExitCode;
  readonly stdout: string | Uint8Array;
  readonly stderr: string;
}

/** What comes of a command line. Never rejects: a fault of the program itself has an exit code, a sentence and JSON too. */
export async function answer(
  argv: readonly string[],
  contextOf: (asked: Asked) => Promise<SettingsContext>,
): Promise<Answer> {
  const line = readCommandLine(argv);
  if (!line.ok) return notUnderstood(line.error, argv.includes('--json'));
  switch (line.value.type) {
    case 'help':
      return { exit: exitCodes.done, stdout: usage(line.value.of), stderr: '' };
    case 'version':
      return { exit: exitCodes.done, stdout: `switchhook-settings ${version}\n`, stderr: '' };
    case 'command':
      return await carriedOut(line.value, contextOf);
  }
}

function notUnderstood(why: string, asJson: boolean): Answer {
  const exit = exitCodes.usage;
  return {
    exit,
    stdout: asJson ? `${JSON.stringify({ command: null, exit, errors: [why] })}\n` : '',
    stderr: `${why}\nswitchhook-settings --help lists commands and options.\n`,
  };
}

async function carriedOut(
  asked: Asked,
  contextOf: (asked: Asked) => Promise<SettingsContext>,
): Promise<Answer> {
  const { command, json } = asked;
  const outcome = await contextOf(asked)
    .then((context) => runCommand(command, context))
    .catch((error: unknown) =>
      notWritten(
        `The command ${command.type} was broken off, for something that nobody had thought of: ${reasonOf(error)}. Report this with the whole command.`,
      ),
    );
  return { exit: outcome.exit, ...written(command.type, outcome, json) };
}
