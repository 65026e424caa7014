import { onTestFinished } from 'vitest';
import type { WebSocket } from 'ws';
import type { Configuration } from '../../../contract/configuration/messages.ts';
import type { ServerKind, Side } from '../../../contract/servers/server-kind.ts';
import type { Interaction } from '../../../contract/sessions/interaction.ts';
import { type Heard, heard } from '../../servers/testing/heard.ts';
import { startServer, startTcpServer, type TestServer } from '../../servers/testing/test-server.ts';
import { agentSnapshot, configuration, online } from './samples.ts';

/** A request as it came. */
export interface Question {
  readonly type: string;
  readonly id: string;
  /** Of SetAgentStateRequest. */
  readonly target?: { readonly state: string };
  /** Of SendChatMessageRequest. */
  readonly text?: string;
  readonly side: Side;
  readonly socket: WebSocket;
}

/** A server that does as its script says, on a port of its own, ended with the test. */
export interface ScriptedServer {
  readonly address: string;
  readonly questions: Heard<Question>;
}

/** What is answered to a question; null: nothing. */
export type Script = (question: Question) => readonly object[] | null;

/** Says Hello, answers heartbeats, and the rest by its script. */
export async function serveScript(kind: ServerKind, side: Side, script: Script): Promise<ScriptedServer> {
  const questions = heard<Question>();
  const server = await startServer({
    kind,
    side,
    cluster: configuration.cluster.id,
    onMessage: (socket, message) => {
      const question: Question = { ...message, side, socket };
      questions.tell(question);
      for (const answer of script(question) ?? []) socket.send(JSON.stringify(answer));
    },
  });
  endWithTest(server);
  return { address: server.address, questions };
}

/** Takes connections and says nothing. */
export async function serveHung(): Promise<string> {
  const server = await startTcpServer(() => undefined);
  endWithTest(server);
  return server.address;
}

/** An address at which nothing listens. */
export async function deadAddress(): Promise<string> {
  const server = await startServer();
  await server.kill();
  return server.address;
}

function endWithTest(server: TestServer): void {
  onTestFinished(() => server.kill());
}

export const mute: Script = () => null;

/** Answers the download with a cluster that has these servers. */
export function downloads(servers: Partial<Configuration>): Script {
  return ({ id }) => [
    {
      type: 'GlobalSettingsDownloadConf',
      id,
      time: Date.now(),
      configuration: { ...configuration, ...servers },
    },
  ];
}

export const givesSeats: Script = ({ type, id }) =>
  type === 'AcquireLicenceRequest'
    ? [{ type: 'AcquireLicenceConf', id, licence: 'seat-1', seats: 9, inUse: 1, graceMs: 60_000, time: 1 }]
    : [{ type: 'ReleaseLicenceConf', id }];

/** Opens a communication session with these interactions; other requests are answered by `rest`. */
export function opensSessions(
  interactions: readonly Interaction[] = [],
  rest: Script = ({ id }) => [{ type: 'RequestConf', id }],
): Script {
  return (question) => {
    const { type, id } = question;
    if (type !== 'OpenCommunicationSessionRequest') return rest(question);
    const channels = { voice: 1, actions: 1, chats: 1 };
    return [
      {
        type: 'CommunicationSessionConf',
        id,
        sequence: 0,
        time: Date.now(),
        channels,
        hidesDirect: false,
        domains: [],
        interactions,
      },
    ];
  };
}

/** Logs the agent in as seed 004 says; other requests are answered by `rest`. */
export function logsIn(rest: Script = ({ id }) => [{ type: 'RequestConf', id }]): Script {
  return (question) => {
    const { type, id } = question;
    const time = Date.now();
    if (type === 'SetSessionMode') {
      return [
        { type: 'SetAgentModeEvent', sequence: 0, time, peripheralId: 5_000, status: online },
        { type: 'QueryAgentStateConf', time, agentId: '12345', state: 'NotReady', loggedInElsewhere: null },
      ];
    }
    if (question.target?.state === 'Login') {
      return [
        { type: 'RequestConf', id },
        { type: 'AgentStateEvent', sequence: 1, time, agent: agentSnapshot({ since: time }) },
        { type: 'SnapshotDeviceConf', time, device: '52513', sip: null, callIds: [] },
        { type: 'SnapshotCallsConf', sequence: 2, time, calls: [] },
      ];
    }
    return rest(question);
  };
}
