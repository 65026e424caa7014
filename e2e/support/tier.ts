import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import * as z from 'zod';
import type { AgentSnapshot } from '../../contract/cti/agent.ts';
import type { Call } from '../../contract/cti/call.ts';
import type { AgentSessions, Exchanged, RoutedInteraction } from './interaction-facts.ts';
import { pinnedNode, projectRoot } from './project.ts';

const pair = z.object({ a: z.string(), b: z.string() });
const ready = z.object({
  type: z.literal('ready'),
  addresses: z.object({
    configuration: pair,
    licensing: pair,
    cti: pair,
    sip: pair,
    sessions: pair,
    control: z.string(),
  }),
  controlToken: z.string(),
});
/** Where the tier is; `control` is its page's address, with the token. */
export type TierAddresses = z.infer<typeof ready>['addresses'];

/** A simulated tier of its own, and its control API. */
export interface RunningTier {
  readonly addresses: TierAddresses;
  readonly control: Control;
  stop(): Promise<void>;
}

/** How the tier is put together. */
export interface TierWay {
  /** Each server in a process of its own: a kill is a SIGKILL, a freeze a SIGSTOP. */
  readonly processes?: boolean;
  /** As the scenario says where it is left out. */
  readonly sipEdges?: 'shared' | 'separate';
}

/**
 * Starts the tier alone, on free ports, by its public command line and with a channel: it ends with this process,
 * however that ends.
 */
export async function startTier(options: readonly string[] = [], way: TierWay = {}): Promise<RunningTier> {
  const { processes = false, sipEdges } = way;
  const all = [
    ...(processes ? ['--processes'] : []),
    ...(sipEdges ? ['--sip-edges', sipEdges] : []),
    ...options,
  ];
  const child = spawn(pinnedNode, [path.join(projectRoot, 'server-sim/index.ts'), ...all], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const complaints: string[] = [];
  child.stderr?.on('data', (text: Buffer) => complaints.push(text.toString()));
  const addresses = await whenReady(child, complaints);
  return { addresses, control: new Control(addresses.control), stop: () => stop(child) };
}

function whenReady(child: ChildProcess, complaints: readonly string[]): Promise<TierAddresses> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const { data } = ready.safeParse(message);
      if (!data) return;
      const { addresses, controlToken } = data;
      resolve({ ...addresses, control: `${addresses.control}/#token=${controlToken}` });
    });
    child.once('close', () =>
      reject(new Error(`The tier ended before it was ready:\n${complaints.join('')}`)),
    );
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    if (child.connected) child.send({ type: 'close' });
  });
}

export interface HeardSound {
  readonly levelDbfs: number | null;
  readonly toneHertz: number | null;
  readonly tonesHertz: readonly number[];
  readonly packets: number;
  /** How long there was no sound, milliseconds; null: there never was any. */
  readonly silentForMs: number | null;
  readonly digits: string;
}

/** Where a continuous sound had holes since somebody began to listen. */
export interface ListenedSound {
  readonly hertz: number | null;
  readonly forMs: number;
  readonly longestGapMs: number;
  readonly gaps: readonly { readonly afterMs: number; readonly ms: number }[];
  /** How late the media server's own clock was at the most, milliseconds. */
  readonly latestTickMs: number;
}

/** An agent as the switch has him: what his desk shows should be equal. */
export interface AgentAtSwitch {
  readonly agent: AgentSnapshot;
  readonly calls: readonly Call[];
  readonly endedCalls: readonly Call[];
  readonly desk: {
    readonly id: string;
    readonly name: string;
    readonly link: string;
    readonly side: string | null;
  } | null;
  readonly registrations: readonly string[];
}

/** A leg, a chat or an action item that one place of the tier has, and another should have and has not. */
export interface Ghost {
  readonly kind: string;
  readonly at: string;
  readonly legId?: string;
  readonly device?: string | null;
  readonly callId?: string | null;
  readonly interactionId?: string;
  readonly agentId?: string;
}

/** The tier's control API, over HTTP; `/openapi.json` describes it. */
export class Control {
  readonly url: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** @param page the API's address; the tier beside the app has a token, which stands after it as `#token=…`. */
  constructor(page: string) {
    const { origin, hash } = new URL(page);
    const token = new URLSearchParams(hash.slice(1)).get('token');
    this.url = origin;
    this.#headers = token === null ? {} : { authorization: `Bearer ${token}` };
  }

  async get<Answer = unknown>(route: string): Promise<Answer> {
    return this.#read(route, await fetch(`${this.url}${route}`, { headers: this.#headers }));
  }

  async post<Answer = unknown>(route: string, body: object = {}, method = 'POST'): Promise<Answer> {
    const response = await fetch(`${this.url}${route}`, {
      method,
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return this.#read(route, response);
  }

  /** Places a call and returns its id. */
  async placeCall(body: object): Promise<string> {
    return (await this.post<{ callId: string }>('/calls', body)).callId;
  }

  /** Begins a chat, of a partner of the scenario or of one made up, and returns its id. */
  async placeChat(body: object): Promise<string> {
    return (await this.post<{ interactionId: string }>('/chats', body)).interactionId;
  }

  /** Brings an action item, of the scenario or made up, and returns its id. */
  async placeActionItem(body: object): Promise<string> {
    return (await this.post<{ interactionId: string }>('/action-items', body)).interactionId;
  }

  partnerSays(interactionId: string, text: string): Promise<unknown> {
    return this.post(`/chats/${interactionId}/messages`, { text });
  }

  partnerTypes(interactionId: string, isTyping: boolean): Promise<unknown> {
    return this.post(`/chats/${interactionId}/typing`, { isTyping });
  }

  partnerLeaves(interactionId: string): Promise<unknown> {
    return this.post(`/chats/${interactionId}/leave`);
  }

  /** Newest last; those that are over too. */
  async interactions(): Promise<readonly RoutedInteraction[]> {
    return (await this.get<{ interactions: readonly RoutedInteraction[] }>('/interactions')).interactions;
  }

  interaction(interactionId: string): Promise<RoutedInteraction> {
    return this.get(`/interactions/${interactionId}`);
  }

  /** The interaction, once it is in this phase. */
  async interactionIn(
    interactionId: string,
    phase: RoutedInteraction['phase'],
    timeoutMs = 10_000,
  ): Promise<RoutedInteraction> {
    const wanted = { for: 'interaction', interactionId, phase, timeoutMs };
    return (await this.post<{ interaction: RoutedInteraction }>('/wait', wanted)).interaction;
  }

  /** Null where the agent has no communication session. */
  async sessionsOf(agentId: string): Promise<AgentSessions | null> {
    return (await this.get<{ sessions: AgentSessions | null }>(`/agents/${agentId}/sessions`)).sessions;
  }

  /** What CTI server and MediaManager said to each other, oldest first. */
  async exchange(): Promise<readonly Exchanged[]> {
    return (await this.get<{ exchange: readonly Exchanged[] }>('/media-routing/exchange')).exchange;
  }

  /** The MediaManager starts anew: what waits in its queue is given up. */
  restartMediaManager(): Promise<unknown> {
    return this.post('/media-routing/restart');
  }

  /** Waits for what happens, or has happened, as `/wait` describes; fails after its time. */
  wait(body: object): Promise<unknown> {
    return this.post('/wait', body);
  }

  server(
    name: string,
    action: 'start' | 'stop' | 'kill' | 'freeze' | 'thaw' | 'cut' | 'mend',
  ): Promise<unknown> {
    return this.post(`/servers/${name}/${action}`);
  }

  /** Every byte, each way, is late by so many milliseconds; 0 ends it. */
  slow(name: string, milliseconds: number): Promise<unknown> {
    return this.post(`/servers/${name}/slow`, { milliseconds });
  }

  /** Killed and started in turn until it is started, stopped or killed. */
  flap(name: string, periodMs: number): Promise<unknown> {
    return this.post(`/servers/${name}/flap`, { periodMs });
  }

  /** Requests of these types are never answered by the server; none ends it. */
  mute(name: string, types: readonly string[]): Promise<unknown> {
    return this.post(`/servers/${name}/mute`, { types });
  }

  /** The server does these things wrong from now on; none ends it. */
  misbehave(name: string, kinds: readonly string[]): Promise<unknown> {
    return this.post(`/servers/${name}/misbehave`, { kinds });
  }

  async heard(callId: string, who: { agent: string } | { number: string }): Promise<HeardSound | null> {
    const query = new URLSearchParams({ ...who });
    return (await this.get<{ heard: HeardSound | null }>(`/calls/${callId}/heard?${query}`)).heard;
  }

  /** Listens, from now on, to what comes from an agent, or to what a far end hears. */
  listen(
    callId: string,
    who: { agent: string } | { number: string },
    hertz: number | null,
  ): Promise<unknown> {
    return this.post(`/calls/${callId}/listen`, { ...who, hertz });
  }

  async listened(callId: string, who: { agent: string } | { number: string }): Promise<ListenedSound | null> {
    const query = new URLSearchParams({ ...who });
    const answer = await this.get<{ listened: ListenedSound | null }>(`/calls/${callId}/listened?${query}`);
    return answer.listened;
  }

  agent(agentId: string): Promise<AgentAtSwitch> {
    return this.get(`/agents/${agentId}`);
  }

  /** Those that are there at every look within this time. */
  async ghosts(withinMs = 2_000): Promise<readonly Ghost[]> {
    return (await this.get<{ ghosts: readonly Ghost[] }>(`/consistency?withinMs=${withinMs}`)).ghosts;
  }

  clock(action: 'hold' | 'release'): Promise<unknown>;
  clock(action: 'advance', milliseconds: number): Promise<unknown>;
  clock(action: string, milliseconds?: number): Promise<unknown> {
    return this.post('/clock', milliseconds === undefined ? { action } : { action, milliseconds });
  }

  reset(): Promise<unknown> {
    return this.post('/reset');
  }

  async #read<Answer>(route: string, response: Response): Promise<Answer> {
    const text = await response.text();
    if (!response.ok) throw new Error(`${route} answered ${response.status}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as Answer;
  }
}
