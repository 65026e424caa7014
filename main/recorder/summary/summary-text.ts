import type { ConnectionView, DeskState } from '../../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import { serverKinds, serviceName, sides } from '../../../contract/servers/server-kind.ts';
import type { Chronicle } from './chronicle.ts';
import type { ServerLoss } from './server-losses.ts';
import { callWords, clockWords, dayWords, spanWords, type Told } from './words.ts';

/** What a summary says besides what was recorded. */
export interface SummaryFacts {
  readonly savedAt: number;
  readonly since: number;
  readonly zone: string;
  readonly computer: string;
  readonly versions: string;
}

const mostSentences = 2_000;

/** The page that is read first: plain text, which opens everywhere and goes into a ticket as it is. */
export function summaryText(chronicle: Chronicle, facts: SummaryFacts): string {
  const { savedAt, since, zone, computer, versions } = facts;
  const text = [
    'Switchhook: support bundle',
    '',
    `Saved      ${dayWords(savedAt)} ${clockWords(savedAt)}, ${zone}`,
    `Computer   ${computer}`,
    `Versions   ${versions}`,
    `Agent      ${chronicle.last ? agentWords(chronicle.last.view) : 'not known'}`,
    '',
    `In short, since ${clockWords(since)}`,
    ...inShort(chronicle).map((line) => `  ${line}`),
    '',
    'Connections when it was saved',
    ...(chronicle.last ? connectionLines(chronicle.last.view) : ['  not known']),
    '',
    'What happened',
    ...sentenceLines(chronicle.sentences),
    '',
    ...damageLines(chronicle),
    'How to read it',
    '  A number is shown as number-NAME-DIGITS: its last digits, and a name that is the same wherever that number is',
    '  meant. text-LENGTH-NAME, secret-NAME and … stand for what is left out. Nothing here leads back to them.',
    '  recorder/ has every step of the desk; npm run replay -- THIS-FILE goes through them. logs/ has the log.',
    '',
  ].join('\n');
  return Object.entries(chronicle.names).reduce((so, [name, meant]) => so.replaceAll(name, meant), text);
}

function agentWords({ login, agent }: DeskState): string {
  switch (login.phase) {
    case 'logged-in':
      return `${login.agentId} on ${login.device}, profile "${login.profile}", ${agent ? agent.state : 'state not known'}`;
    case 'logging-in':
    case 'postponed':
    case 'logging-out':
      return `${login.agentId}, ${login.phase}`;
    case 'displaced':
      return `${login.agentId} was taken over by ${login.by.desk}`;
    case 'logged-out':
      return 'nobody is logged in';
  }
}

function inShort({ losses, sentences, last }: Chronicle): readonly string[] {
  const byService = serverKinds.flatMap((kind) => {
    const lost = losses.filter((loss) => loss.kind === kind);
    if (lost.length === 0) return [];
    return [`${serviceName[kind]}: ${lossesWords(lost)}.`];
  });
  const errors = sentences.filter(({ sentence }) => sentence.startsWith('An error nobody')).length;
  const up = voiceSessions(last?.view.sessions ?? []).filter(({ phase }) => phase !== 'ended');
  return [
    ...(byService.length === 0 ? ['No server was lost.'] : byService),
    ...(errors === 0 ? [] : [`${errors} errors that nobody had foreseen.`]),
    ...(up.length === 0 ? ['No call is up.'] : up.map((session) => `Up now: ${callWords(session)}.`)),
  ];
}

function lossesWords(lost: readonly ServerLoss[]): string {
  const [only] = lost;
  const inCall = lost.filter(({ calls }) => calls.length > 0).length;
  const open = lost.filter(({ outcome }) => outcome === '').length;
  const longest = Math.max(...lost.map(({ wholeAfterMs }) => wholeAfterMs ?? 0));
  if (lost.length === 1 && only) {
    const how = inCall === 1 ? 'in a call' : 'with no call up';
    const whole =
      only.wholeAfterMs === null ? 'not whole again yet' : `whole again after ${spanWords(longest)}`;
    return `a server was lost once, ${how}; ${only.outcome === '' || only.wholeAfterMs !== null ? whole : 'it was no longer needed'}`;
  }
  const yet = open > 0 ? `; ${open} of them not yet` : '';
  return `a server was lost ${lost.length} times, ${inCall} of them in a call; whole again after ${spanWords(longest)} at most${yet}`;
}

function connectionLines({ connections, phone }: DeskState): readonly string[] {
  return [
    ...serverKinds.flatMap((kind) => connectionLine(connections[kind])),
    `  phone          ${phone.registration}`,
  ];
}

function connectionLine(view: ConnectionView): readonly string[] {
  const name = serviceName[view.kind].padEnd(14);
  return [
    `  ${name} ${view.status} since ${clockWords(view.since)}`,
    ...sides.map((side) => {
      const { address, state, since, error } = view.sides[side];
      const why = error === null ? '' : `: ${error}`;
      return `                 ${side} ${address ?? 'no address'}, ${state} since ${clockWords(since)}${why}`;
    }),
    ...(view.misconfigured === null ? [] : [`                 ${view.misconfigured}`]),
  ];
}

function sentenceLines(sentences: readonly Told[]): readonly string[] {
  if (sentences.length === 0) return ['  Nothing was recorded.'];
  const shown = sentences.slice(-mostSentences);
  const before = sentences.length - shown.length;
  return [
    ...(before > 0 ? [`  … and ${before} sentences before these`] : []),
    ...shown.map(({ at, sentence }) => `  ${clockWords(at)}  ${sentence}`),
  ];
}

function damageLines({ damage }: Chronicle): readonly string[] {
  if (damage.length === 0) return [];
  return [
    'What could not be read',
    ...damage.map(
      ({ file, place, message }) => `  ${file}${place === null ? '' : `, line ${place}`}: ${message}`,
    ),
    '',
  ];
}
