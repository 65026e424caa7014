import type { EventPayload } from '../../chromium/protocol.ts';
import { host } from '../../core/host.ts';

/** What `console-message` tells, without the frame. */
export type ConsoleMessage = {
  readonly level: 'info' | 'warning' | 'error' | 'debug';
  readonly message: string;
  readonly lineNumber: number;
  readonly sourceId: string;
};

const levels: Readonly<Record<string, ConsoleMessage['level']>> = {
  warning: 'warning',
  error: 'error',
  assert: 'error',
  debug: 'debug',
};

/** A call of the page's console. */
export function consoleCall({
  type,
  args,
  stackTrace,
}: EventPayload<'Runtime.consoleAPICalled'>): ConsoleMessage {
  const caller = stackTrace?.callFrames[0];
  return {
    level: levels[type] ?? 'info',
    message: args.map(argumentText).join(' '),
    lineNumber: caller?.lineNumber ?? 0,
    sourceId: host.schemes.toElectron(caller?.url ?? ''),
  };
}

/** An error that nobody in the page has caught. */
export function uncaughtError({ exceptionDetails }: EventPayload<'Runtime.exceptionThrown'>): ConsoleMessage {
  const { exception, text, lineNumber, url = '' } = exceptionDetails;
  const message = `Uncaught ${exception?.description ?? text}`;
  return { level: 'error', message, lineNumber, sourceId: host.schemes.toElectron(url) };
}

function argumentText(argument: EventPayload<'Runtime.consoleAPICalled'>['args'][number]): string {
  const value: unknown = argument.value;
  if (typeof value === 'string') return value;
  return value === undefined ? (argument.description ?? argument.type) : JSON.stringify(value);
}
