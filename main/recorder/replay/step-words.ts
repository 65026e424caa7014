import { never } from '../../../contract/result.ts';
import type { PairEffect } from '../../../contract/servers/pair-state.ts';
import type { ServerKind } from '../../../contract/servers/server-kind.ts';
import type { SipLine } from '../../../contract/softphone/sip-line.ts';
import type { Effect } from '../../desk/effects.ts';
import type { Input } from '../../desk/inputs.ts';
import { describeCause } from '../../servers/connection-cause.ts';
import type { PairHappening } from '../../servers/pair-follower.ts';
import type { ServerPairEvent } from '../../servers/server-pair-types.ts';
import type { Change } from '../changes.ts';
import type { FollowedLine } from '../follow.ts';
import { clockWords } from '../summary/words.ts';

const mostChanges = 6;
const longestValue = 60;

/** A line of a recording as a line of text: when, its number, what came, what the desk asked for, what changed. */
export function stepWords({ run, line }: FollowedLine): string {
  const head = `${clockWords(line.at)} ${run}/${line.seq}`;
  switch (line.kind) {
    case 'step': {
      const asks = (line.effects ?? []).map(effectWords).join(', ');
      const changes = changeWords(line.changes ?? []);
      return `${head}  ${inputWords(line.input)}${asks === '' ? '' : ` -> ${asks}`}${changes === '' ? '' : ` | ${changes}`}`;
    }
    case 'pair':
      return `${head}  ${line.servers} pair ${happenedWords(line.happened)}${line.effects ? ` -> ${line.effects.map(decisionWords).join(', ')}` : ''}`;
    case 'asked':
      return `${head}  ${line.servers} pair ${line.sent ? 'sent' : 'could not send'} ${line.request} ${line.id}`;
    case 'segment':
      return `${head}  --- recording ${line.recording}, file ${line.segment}, Switchhook ${line.app}`;
    case 'unfinished':
      return `${head}  !!! not finished: ${inputWords(line.input)}`;
    case 'astray':
      return `${head}  !!! the desk itself was elsewhere from here on: ${line.where}`;
    case 'names':
      return `${head}  --- ${Object.entries(line.names)
        .map(([name, meant]) => `${name} is ${meant}`)
        .join(', ')}`;
    case 'zone':
      return `${head}  --- time zone ${line.zone}`;
    case 'gap':
      return `${head}  !!! ${line.lost} lines could not be written: ${line.why}`;
    case 'note':
      return `${head}  --- ${line.what}`;
    case 'error':
      return `${head}  !!! ${line.name}: ${line.message} ${line.frames[0] ?? ''}`;
    case 'end':
      return `${head}  --- end`;
    default:
      return never(line);
  }
}

/** An input of another version may be of another shape: then only its name is told. */
function inputWords(input: Input): string {
  try {
    return knownInputWords(input);
  } catch {
    return `${input.type} (of a shape that this version does not know)`;
  }
}

function knownInputWords(input: Input): string {
  switch (input.type) {
    case 'configuration':
    case 'licensing':
    case 'cti':
    case 'sessions':
      return `${input.type} ${pairWords(input.type, input.event)}`;
    case 'phone':
      if (input.event.type === 'sip') return sipWords(input.event.line);
      return `phone ${input.event.type}${detail(input.event)}`;
    case 'command':
      return `command ${input.command.type}${detail(input.command)}`;
    case 'timer':
      return `timer ${input.timer}`;
    default:
      return `${input.type}${detail(input)}`;
  }
}

function sipWords({ direction, method, status, cseq, dialog, from, to, leftOut }: SipLine): string {
  const what = status === null ? method : `${status} to ${method}`;
  const before = leftOut === 0 ? '' : ` (${leftOut} before it are not told)`;
  return `SIP ${direction}: ${what} ${cseq}, ${dialog}, ${from} -> ${to}${before}`;
}

function pairWords(kind: Exclude<ServerKind, 'sip'>, event: ServerPairEvent<object>): string {
  switch (event.type) {
    case 'message':
      return `${event.side}: ${messageWords(event.message)}`;
    case 'up':
      return `${event.side} up (${event.address})`;
    case 'lost':
    case 'failed':
      return `${event.side} ${event.type}: ${describeCause(kind, event.side, event.address, event.cause)}`;
    case 'left':
      return `${event.side} left for the preferred server`;
    case 'unanswered':
      return `${event.side} does not answer${event.moving ? ', the other side is tried' : ''}`;
    case 'down':
      return 'down: neither answers';
    case 'view': {
      const { A, B } = event.view.sides;
      return `view: ${event.view.status}, A ${A.state}, B ${B.state}`;
    }
  }
}

function happenedWords(happened: PairHappening): string {
  const side = 'side' in happened ? ` ${happened.side}` : '';
  return `${happened.type}${side}${'error' in happened ? `: ${happened.error}` : ''}`;
}

function decisionWords(effect: PairEffect): string {
  switch (effect.type) {
    case 'connect':
      return `connect ${effect.side} (${effect.address})`;
    case 'abandon':
    case 'leave':
      return `${effect.type} ${effect.side}`;
    case 'swap':
      return 'swap A and B';
    case 'wait':
      return `wait ${effect.ms} ms for ${effect.for}`;
  }
}

function messageWords(message: object): string {
  const type = 'type' in message ? String(message.type) : 'message';
  return `${type}${detail(message)}`;
}

/** What tells one message from another of its type. */
function detail(of: object): string {
  const known = of as Readonly<Record<string, unknown>>;
  const call = inside(known.call, 'callId');
  const interaction = inside(known.interaction, 'interactionId');
  const words = [
    known.event,
    known.code,
    call ?? known.callId ?? known.sessionId ?? interaction ?? known.interactionId,
    inside(known.agent, 'state') ?? known.state,
    inside(known.call, 'phase') ?? inside(known.interaction, 'phase') ?? inside(known.call, 'connection'),
    inside(known.target, 'state'),
    known.number,
  ].filter((word) => typeof word === 'string');
  return words.length === 0 ? '' : ` ${words.join(' ')}`;
}

function inside(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function effectWords(effect: Effect): string {
  switch (effect.type) {
    case 'sendCti':
    case 'sendLicensing':
    case 'sendSessions':
      return `${effect.type} ${effect.request.type}`;
    case 'phone':
      return `phone ${effect.command.type}`;
    case 'openPair':
    case 'closePair':
      return `${effect.type} ${effect.kind}`;
    case 'startTimer':
    case 'stopTimer':
      return `${effect.type} ${effect.timer}`;
    case 'tellIdle':
      return effect.isIdle ? 'the agent is idle' : 'the agent is not idle';
    case 'answerCommand':
      return effect.outcome.ok ? 'done' : `refused (${effect.outcome.error.code})`;
    case 'log':
      return `log "${effect.sentence}"`;
    default:
      return effect.type;
  }
}

function changeWords(changes: readonly Change[]): string {
  const shown = changes.slice(0, mostChanges).map((change) => {
    const at = change.at.join('.').replace(/^view\./, '');
    if ('to' in change) return `${at} = ${shortened(change.to)}`;
    if ('gone' in change) return `${at} gone`;
    return `${at} -${change.remove} +${change.insert.length}`;
  });
  const more = changes.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
