import type { SessionsAnswer } from '../../contract/sessions/answers.ts';
import type { ContactPlan } from '../links/contact-plan.ts';
import type { Exchanged, InteractionNews } from '../links/interaction-control.ts';
import type { Pages } from '../tables/pages.ts';
import { openTable, type Table } from '../tables/table.ts';
import type { AgentAtSwitch, CommunicationSession, ContactState, Routed } from './state.ts';

type Unnumbered<Answer> = Answer extends { sequence: number } ? Omit<Answer, 'sequence'> : Answer;

/** What the connector tells a desk; it is numbered where it leaves. */
export type DeskAnswer = Unnumbered<Exclude<SessionsAnswer, { type: 'Hello' | 'HeartbeatConf' }>>;

/** Everything that connector and media routing do. */
export type ContactOutput =
  | { readonly type: 'deliver'; readonly connectionId: string; readonly answer: DeskAnswer }
  | { readonly type: 'news'; readonly news: InteractionNews }
  | { readonly type: 'setNotReady'; readonly agentId: string; readonly reasonCode: number }
  | { readonly type: 'holdVoice'; readonly agentId: string; readonly isHeld: boolean }
  /** The answer to `place`. */
  | { readonly type: 'placed'; readonly interactionId: string }
  /** A control input that cannot be carried out: why, and what to do. */
  | { readonly type: 'refused'; readonly message: string };

/** One transition at work: the state being made and what is to be done. It never leaves `transition`. */
export interface Turn {
  readonly now: number;
  readonly base: ContactState;
  readonly plan: ContactPlan;
  readonly interactions: Table<string, Routed>;
  readonly agents: Table<string, AgentAtSwitch>;
  readonly sessions: Table<string, CommunicationSession>;
  readonly connections: Table<string, string>;
  ended: Pages<string, Routed>;
  readonly exchange: Exchanged[];
  nextId: number;
  readonly outputs: ContactOutput[];
}

/** So much of the exchange is remembered. */
const mostExchanged = 1_000;

export function openTurn(base: ContactState, now: number): Turn {
  return {
    now: Math.max(now, base.time),
    base,
    plan: base.plan,
    interactions: openTable(base.interactions),
    agents: openTable(base.agents),
    sessions: openTable(base.sessions),
    connections: openTable(base.connections),
    ended: base.ended,
    exchange: [],
    nextId: base.ids.next,
    outputs: [],
  };
}

export function closeTurn(turn: Turn): ContactState {
  const { base, exchange } = turn;
  return {
    ...base,
    time: turn.now,
    interactions: turn.interactions.result(),
    agents: turn.agents.result(),
    sessions: turn.sessions.result(),
    connections: turn.connections.result(),
    ended: turn.ended,
    exchange: exchange.length === 0 ? base.exchange : [...base.exchange, ...exchange].slice(-mostExchanged),
    exchanged: base.exchanged + exchange.length,
    ids: { ...base.ids, next: turn.nextId },
  };
}

/** Tells the agent's desk; nobody where it is not there. */
export function tellDesk(turn: Turn, agentId: string, answer: DeskAnswer): void {
  const connectionId = turn.sessions.get(agentId)?.connectionId ?? null;
  if (connectionId !== null) turn.outputs.push({ type: 'deliver', connectionId, answer });
}

export function happened(turn: Turn, news: Omit<InteractionNews, 'at'>): void {
  turn.outputs.push({ type: 'news', news: { at: turn.now, ...news } });
}

export function refuse(turn: Turn, message: string): void {
  turn.outputs.push({ type: 'refused', message });
}
