import type { Writable } from 'node:stream';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { CheckResult, DiagnosticsReport } from '../../contract/diagnostics/diagnostics-report.ts';
import type { Desk } from '../desk/desk.ts';
import type { Input } from '../desk/inputs.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { LineHeard } from './media/index.ts';

/** A line on stdout. Nothing secret is in any of them. */
export type LineOut =
  /** The desk after a change, whole. */
  | { readonly type: 'state'; readonly state: DeskState }
  /** What a server or the phone said. */
  | { readonly type: 'event'; readonly from: string; readonly event: object }
  | { readonly type: 'outcome'; readonly id: string | null; readonly outcome: CommandOutcome }
  | {
      readonly type: 'heard';
      readonly id: string | null;
      readonly callId: string;
      readonly heard: LineHeard | null;
    }
  /** One result of checks that were asked for, as it comes: which of how many. */
  | {
      readonly type: 'check';
      readonly id: string | null;
      readonly number: number;
      readonly of: number;
      readonly result: CheckResult;
    }
  /** All of them. */
  | { readonly type: 'diagnostics'; readonly id: string | null; readonly report: DiagnosticsReport }
  /** A line in could not be read; its id where that could be. */
  | { readonly type: 'error'; readonly id: string | null; readonly message: string };

/** Writes lines to whoever reads them; when he is gone (EPIPE), that is told once, and nothing is written any more. */
export function writeLines(output: Writable, onGone: () => void): (line: LineOut) => void {
  let gone = false;
  output.on('error', () => {
    if (gone) return;
    gone = true;
    onGone();
  });
  return (line) => {
    if (!gone) output.write(`${JSON.stringify(line)}\n`);
  };
}

/** Writes a line for every event and every change of the desk, and the desk as it is now. */
export function tellDesk(desk: Desk, write: (line: LineOut) => void): void {
  desk.onInput((input) => {
    const event = eventOf(input);
    if (event) write({ type: 'event', ...event });
  });
  desk.onChange((state) => write({ type: 'state', state }));
  write({ type: 'state', state: desk.state() });
}

/** What is told of an input; the device's SIP password is left out, and so are commands, which may hold a password. */
function eventOf(input: Input): { readonly from: string; readonly event: object } | null {
  switch (input.type) {
    case 'configuration':
    case 'licensing':
    case 'sessions':
      return { from: input.type, event: input.event };
    case 'cti': {
      const { event } = input;
      return event.type === 'message' && event.message.type === 'SnapshotDeviceConf'
        ? { from: 'cti', event: { ...event, message: { ...event.message, sip: null } } }
        : { from: 'cti', event };
    }
    case 'phone':
      return input.event.type === 'sip' ? null : { from: 'phone', event: input.event };
    case 'start':
    case 'addressSources':
    case 'addressDrift':
    case 'restartNeeded':
    case 'phoneOrder':
    case 'clusterNotFound':
    case 'command':
    case 'draftSaved':
    case 'draftNotSaved':
    case 'manualSessionKept':
    case 'manualSessionClosed':
    case 'inOutbox':
    case 'outbox':
    case 'postSetAside':
    case 'typingPause':
    case 'passwordMemory':
    case 'passwordUnlocked':
    case 'passwordForgotten':
    case 'supportBundleSaved':
    case 'commandTimedOut':
    case 'timer':
    case 'ghostLook':
    case 'soundAwaited':
    case 'woke':
    case 'leave':
      return null;
  }
}

/** Makes the checks and writes each result as it comes, then all of them. Joins checks that are under way. */
export async function tellDiagnostics(
  diagnostics: Diagnostics,
  id: string | null,
  write: (line: LineOut) => void,
): Promise<void> {
  let told = 0;
  const stop = diagnostics.onChange(({ planned, results }) => {
    for (const result of results.slice(told)) {
      told += 1;
      write({ type: 'check', id, number: told, of: planned.length, result });
    }
  });
  const report = await diagnostics.run();
  stop();
  write({ type: 'diagnostics', id, report });
}
