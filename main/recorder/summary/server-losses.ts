import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import { type ServerKind, serverName } from '../../../contract/servers/server-kind.ts';
import { isWhole } from '../../desk/attempt.ts';
import type { Input } from '../../desk/inputs.ts';
import type { DeskModel } from '../../desk/model.ts';
import { describeCause } from '../../servers/connection-cause.ts';
import type { FollowedLine } from '../follow.ts';
import { callWords, listWords, spanWords } from './words.ts';

/** A server that was in use and was lost. */
export interface ServerLoss {
  readonly kind: ServerKind;
  readonly at: number;
  /** How it was noticed: which server, where, why; a sentence. */
  readonly noticed: string;
  /** Calls that were up then. */
  readonly calls: readonly string[];
  /** How long until the desk was whole again, milliseconds; null: it is not yet. */
  readonly wholeAfterMs: number | null;
  /** Whose server it is whole with, or that it was no longer wanted. */
  readonly outcome: string;
}

/** Gathers the losses of a recording, line by line. */
export class ServerLosses {
  readonly #losses: { loss: ServerLoss; readonly mono: number; readonly run: number }[] = [];

  get all(): readonly ServerLoss[] {
    return this.#losses.map(({ loss }) => loss);
  }

  take({ line, run, before, after }: FollowedLine): void {
    if (line.kind !== 'step' || !before || !after) return;
    this.#settle(line.mono, run, after);
    const lost = lossIn(line.input, before.view, after.view);
    if (lost === null) return;
    const calls = voiceSessions(before.view.sessions)
      .filter(({ phase }) => phase !== 'ended')
      .map(callWords);
    const loss: ServerLoss = { ...lost, at: line.at, calls, wholeAfterMs: null, outcome: '' };
    this.#losses.push({ loss, mono: line.mono, run });
    this.#settle(line.mono, run, after);
  }

  #settle(mono: number, run: number, model: DeskModel): void {
    for (const open of this.#losses) {
      if (open.run !== run || open.loss.outcome !== '') continue;
      const settled = outcomeOf(open.loss.kind, model);
      if (settled === null) continue;
      const wholeAfterMs = settled.whole ? mono - open.mono : null;
      open.loss = { ...open.loss, outcome: settled.outcome, wholeAfterMs };
    }
  }
}

/** The loss in two sentences. */
export function lossWords({ kind, noticed, calls, wholeAfterMs, outcome }: ServerLoss): string {
  const after =
    wholeAfterMs === null
      ? outcome || 'It was not whole again.'
      : `${outcome} after ${spanWords(wholeAfterMs)}.`;
  const during = calls.length === 0 ? 'No call was up.' : `Up at that moment: ${listWords(calls)}.`;
  return `Lost: ${noticed || `the ${serverName(kind, 'A')} or B`} ${after} ${during}`;
}

function lossIn(
  input: Input,
  before: DeskState,
  after: DeskState,
): Pick<ServerLoss, 'kind' | 'noticed'> | null {
  switch (input.type) {
    case 'configuration':
    case 'licensing':
    case 'cti': {
      const { event, type: kind } = input;
      if (event.type !== 'lost') return null;
      return { kind, noticed: describeCause(kind, event.side, event.address, event.cause) };
    }
    case 'phone': {
      if (input.event.type !== 'registration') return null;
      const wasUp = before.phone.registration === 'registered' && before.connections.sip.inUse !== null;
      const isUp = after.phone.registration === 'registered' || input.event.state === 'unregistered';
      return wasUp && !isUp ? { kind: 'sip', noticed: input.event.error ?? '' } : null;
    }
    default:
      return null;
  }
}

/** Whether the desk has that service again, or wants it no longer; null: neither yet. */
function outcomeOf(
  kind: ServerKind,
  model: DeskModel,
): { readonly whole: boolean; readonly outcome: string } | null {
  const connection = model.view.connections[kind];
  if (connection.status === 'off') return { whole: false, outcome: 'It was no longer needed.' };
  const { inUse } = connection;
  if (inUse === null || !isWholeAgain(kind, model)) return null;
  return { whole: true, outcome: `Whole again with ${serverName(kind, inUse)}` };
}

function isWholeAgain(kind: ServerKind, { attempt, view }: DeskModel): boolean {
  switch (kind) {
    case 'cti':
      // Connected is not enough: the switch has to have told everything anew.
      return attempt?.stage !== 'logged-in' || isWhole(attempt);
    case 'sip':
      return view.phone.registration === 'registered';
    case 'sessions':
    case 'configuration':
    case 'licensing':
      return true;
  }
}
