import type { ConnectionView, DeskState, SideView } from '../../../contract/desk/desk-state.ts';
import {
  type ServerKind,
  type Side,
  serverKinds,
  serverName,
  serverNoun,
  sides,
} from '../../../contract/servers/server-kind.ts';
import { clockTimeToTheSecond } from '../../state/times.ts';

export type Connections = DeskState['connections'];
export type JackLook = 'on' | 'moved' | 'off' | 'free';

/** A service's name at the beginning of a line, and what an agent loses with it. */
export const services: Readonly<Record<ServerKind, { readonly title: string; readonly gives: string }>> = {
  configuration: { title: 'Configuration', gives: 'Your profile' },
  licensing: { title: 'Licensing', gives: 'Your seat' },
  cti: { title: 'CTI', gives: 'State and buttons' },
  sip: { title: 'SIP', gives: 'Sound of the call' },
  sessions: { title: 'Sessions', gives: 'Chats and action items' },
};

/** How a side's jack is drawn: filled in use, amber where moved to, struck where silent. */
export function jackLook(connection: ConnectionView, side: Side): JackLook {
  const { state } = connection.sides[side];
  if (state === 'silent') return 'off';
  if (state !== 'in-use') return 'free';
  return connection.status === 'moved' ? 'moved' : 'on';
}

/** The words beside the jack field: what is wrong, else where everything is. */
export function connectionsWords(connections: Connections): string {
  const wanted = serverKinds.map((kind) => connections[kind]).filter(({ status }) => status !== 'off');
  const named = (status: ConnectionView['status']): readonly ConnectionView[] =>
    wanted.filter((connection) => connection.status === status);
  const down = named('down');
  if (down.length > 0)
    return down.length === 1 ? `${titles(down)} not answering` : `${down.length} services down`;
  const connecting = named('connecting');
  if (connecting.length > 0) {
    return connecting.length === 1 ? `Connecting ${titles(connecting)}` : 'Connecting';
  }
  const moved = named('moved');
  if (moved.length === 1) return `${titles(moved)} on ${moved[0]?.inUse ?? '?'}`;
  if (moved.length > 1) return `${moved.length} services moved`;
  const alone = wanted.filter((connection) => silentSide(connection) !== undefined);
  if (alone.length === 1) return `${titles(alone)} has no standby`;
  if (alone.length > 1) return `${alone.length} have no standby`;
  for (const side of sides) {
    if (wanted.length > 0 && wanted.every(({ inUse }) => inUse === side)) return `All on ${side}`;
  }
  return wanted.length > 0 ? 'All answering' : 'Not connected';
}

function titles(connections: readonly ConnectionView[]): string {
  return connections.map(({ kind }) => services[kind].title).join(', ');
}

function silentSide({ sides: both }: ConnectionView): Side | undefined {
  return sides.find((side) => both[side].state === 'silent');
}

/** Whether it is spoken with, and whoever is on the way can listen: it is no server of this computer, and without TLS. */
export function isUnencrypted({ security, state }: SideView): boolean {
  return security === 'plain' && ['in-use', 'standby', 'connecting'].includes(state);
}

/** "CTI A, SIP A: not encrypted"; nothing where all are, or are servers of this computer. */
export function unencryptedWords(connections: Connections): string {
  const named = serverKinds.flatMap((kind) =>
    sides
      .filter((side) => isUnencrypted(connections[kind].sides[side]))
      .map((side) => `${services[kind].title} ${side}`),
  );
  return named.length === 0 ? '' : `${named.join(', ')}: not encrypted`;
}

/** A side's state in a word. */
export function sideWord(side: SideView): string {
  switch (side.state) {
    case 'in-use':
      return side.error === null ? 'In use' : 'Does not answer';
    case 'standby':
      return 'Standby';
    case 'untried':
      return 'Not tried';
    case 'silent':
      return 'No answer';
    case 'connecting':
      return 'Connecting';
    case 'unused':
      return side.address === null ? 'No address' : 'Not in use';
  }
}

/** Under the table: what the agent has to do, which is nothing as long as one side answers. */
export function connectionsAdvice(connections: Connections): string {
  const all = serverKinds.map((kind) => connections[kind]);
  const down = all.filter(({ status }) => status === 'down');
  if (down.length > 0) {
    return `${nobodyAnswers(down)} Switchhook goes on trying.`;
  }
  for (const connection of all) {
    const silent = connection.inUse && silentSide(connection);
    if (silent) {
      const { title } = services[connection.kind];
      return `Nothing for you to do. ${title} has no standby until ${silent} answers again.`;
    }
  }
  const wrong = all.find(({ misconfigured }) => misconfigured !== null);
  return wrong
    ? `The addresses of ${services[wrong.kind].title} are not right, though they work: copy this for IT.`
    : 'Nothing for you to do.';
}

function nobodyAnswers(down: readonly ConnectionView[]): string {
  const nouns = down.map(({ kind }) => serverNoun[kind]);
  const lastServer = nouns.findLastIndex((noun) => noun.endsWith(' server'));
  // "CTI, SIP server or session manager": the word is said once.
  const names = nouns.map((noun, index) => (index < lastServer ? noun.replace(/ server$/, '') : noun));
  const last = names.at(-1) ?? '';
  return names.length === 1
    ? `Neither ${last} answers.`
    : `No ${names.slice(0, -1).join(', ')} or ${last} answers.`;
}

/** Which servers of a pair answer: "servers A and B answering". */
export function answeringWords(connection: ConnectionView): string {
  const answering = sides.filter((side) => ['in-use', 'standby'].includes(connection.sides[side].state));
  if (answering.length === 0)
    return connection.status === 'connecting' ? 'connecting' : 'no server answering';
  return answering.length === 2 ? 'servers A and B answering' : `server ${answering[0] ?? ''} answering`;
}

/** Everything the help desk asks, as plain text: every server with address, state, since when and why. */
export function helpDeskText(connections: Connections, now: number): string {
  const lines = serverKinds.flatMap((kind) =>
    sides.map((side) => {
      const view = connections[kind].sides[side];
      const { address, error, since, answeredAt } = view;
      const state = `${sideWord(view).toLowerCase()}${isUnencrypted(view) ? ', not encrypted,' : ''}`;
      const where = address ?? 'no address';
      const last = answeredAt === null ? 'never' : at(answeredAt);
      return `${serverName(kind, side)} (${where}): ${state} since ${at(since)}, last answered ${last}${error ? `; ${error}` : ''}`;
    }),
  );
  const wrong = serverKinds.flatMap((kind) => connections[kind].misconfigured ?? []);
  return [`Switchhook connections at ${new Date(now).toISOString()}`, ...lines, ...wrong].join('\n');
}

function at(instant: number): string {
  return `${clockTimeToTheSecond(instant)} (${new Date(instant).toISOString()})`;
}
