import { isDeepStrictEqual } from 'node:util';
import { never } from '../../contract/result.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { OpenCommunicationSession } from '../../contract/sessions/requests.ts';
import type { ContactPlan } from '../links/contact-plan.ts';
import type { InboundInteraction } from '../links/interaction-control.ts';
import {
  partnerLeaves,
  partnerSays,
  partnerTypes,
  place,
  restartMediaManager,
} from '../media-routing/customers.ts';
import { domainStates } from '../media-routing/domains.ts';
import { route } from '../media-routing/routing.ts';
import type { ContactState } from '../media-routing/state.ts';
import { isTask, tasksOf } from '../media-routing/tasks.ts';
import {
  type ContactOutput,
  closeTurn,
  happened,
  openTurn,
  type Turn,
  tellDesk,
} from '../media-routing/turn.ts';
import { closeSession } from './close-session.ts';
import { meetDeadline, nextDeadline } from './deadlines.ts';
import { detach, open } from './open-session.ts';
import { request, type SessionRequest } from './session-requests.ts';
import { follow, type SwitchNews } from './switch-news.ts';

/** Everything that can happen to connector and media routing. */
export type ContactInput =
  | {
      readonly type: 'open';
      readonly connectionId: string;
      readonly side: Side;
      readonly request: OpenCommunicationSession;
    }
  | { readonly type: 'request'; readonly connectionId: string; readonly request: SessionRequest }
  | { readonly type: 'detach'; readonly connectionId: string }
  | { readonly type: 'switch'; readonly news: SwitchNews }
  | { readonly type: 'place'; readonly inbound: InboundInteraction }
  | { readonly type: 'partnerSays'; readonly interactionId: string; readonly text: string }
  | { readonly type: 'partnerTypes'; readonly interactionId: string; readonly isTyping: boolean }
  | { readonly type: 'partnerLeaves'; readonly interactionId: string }
  | { readonly type: 'restart' }
  | { readonly type: 'reset'; readonly plan: ContactPlan }
  /** Time went by: whatever is due is done. */
  | { readonly type: 'time' };

export interface ContactTransition {
  readonly state: ContactState;
  readonly outputs: readonly ContactOutput[];
}

/** @param prefix begins every interaction's id, so that two runs' ids differ. */
export function initialContactState(plan: ContactPlan, prefix: string, now: number): ContactState {
  return {
    plan,
    time: now,
    quietUntil: Number.POSITIVE_INFINITY,
    interactions: new Map(),
    ended: [],
    agents: new Map(),
    sessions: new Map(),
    connections: new Map(),
    exchange: [],
    ids: { prefix, next: 1 },
    exchanged: 0,
  };
}

/**
 * Connector and media routing: what happens makes a new state and a list of things to do. Whatever was due before now
 * comes first, each at its own time, so that a clock that was held and advanced finds the same history as one that ran.
 */
export function contactTransition(state: ContactState, input: ContactInput, now: number): ContactTransition {
  const outputs: ContactOutput[] = [];
  let current = state;
  const live = (at: number, work: (turn: Turn) => void) => {
    const turn = openTurn(current, at);
    work(turn);
    route(turn);
    settle(turn);
    current = closeTurn(turn);
    outputs.push(...turn.outputs);
  };
  for (let next = dueBy(current, now); next; next = nextDeadline(current)) {
    const due = next;
    if (due.at > now) break;
    live(due.at, (turn) => meetDeadline(turn, due));
  }
  if (input.type !== 'time') live(now, (turn) => take(turn, input));
  if (input.type === 'reset') current = beginAnew(current, input.plan);
  if (current === state && input.type === 'time') return { state, outputs };
  return {
    state: { ...current, quietUntil: nextDeadline(current)?.at ?? Number.POSITIVE_INFINITY },
    outputs,
  };
}

function dueBy(state: ContactState, now: number): ReturnType<typeof nextDeadline> {
  return state.quietUntil <= now ? nextDeadline(state) : null;
}

function take(turn: Turn, input: Exclude<ContactInput, { type: 'time' }>) {
  switch (input.type) {
    case 'open':
      return open(turn, input.connectionId, input.side, input.request);
    case 'request':
      return request(turn, input.connectionId, input.request);
    case 'detach':
      return detach(turn, input.connectionId);
    case 'switch':
      return follow(turn, input.news);
    case 'place':
      return place(turn, input.inbound);
    case 'partnerSays':
      return partnerSays(turn, input.interactionId, input.text);
    case 'partnerTypes':
      return partnerTypes(turn, input.interactionId, input.isTyping);
    case 'partnerLeaves':
      return partnerLeaves(turn, input.interactionId);
    case 'restart':
      return restartMediaManager(turn);
    case 'reset':
      for (const agentId of turn.sessions.values().map((session) => session.agentId)) {
        closeSession(turn, agentId, 'The contact centre was reset');
      }
      return;
    default:
      return never(input);
  }
}

/** A new day from a new plan. What the switch told of its agents stays true until it tells anew. */
function beginAnew(before: ContactState, plan: ContactPlan): ContactState {
  const { prefix } = before.ids;
  const fresh = initialContactState(plan, prefix, before.time);
  return { ...fresh, ids: before.ids, agents: before.agents };
}

/** Brings in line what follows from sessions, agents and tasks, and tells it: domains, and whether calls may come. */
function settle(turn: Turn): void {
  for (const agentId of affectedAgents(turn)) {
    settleDomains(turn, agentId);
    settleVoice(turn, agentId);
  }
}

function affectedAgents(turn: Turn): ReadonlySet<string> {
  const affected = new Set([...turn.sessions.changed, ...turn.agents.changed]);
  for (const interactionId of turn.interactions.changed) {
    for (const routed of [turn.base.interactions.get(interactionId), turn.interactions.get(interactionId)]) {
      if (routed && isTask(routed)) affected.add(routed.stage.agentId);
    }
  }
  return affected;
}

function settleDomains(turn: Turn, agentId: string): void {
  const session = turn.sessions.get(agentId);
  if (!session) return;
  const domains = domainStates(turn, session, turn.agents.get(agentId));
  if (isDeepStrictEqual(domains, session.shownDomains)) return;
  turn.sessions.set(agentId, { ...session, shownDomains: domains });
  tellDesk(turn, agentId, { type: 'DomainsEvent', time: turn.now, domains: [...domains] });
  const detail = Object.fromEntries(
    domains.map(({ name, state, isReady }) => [name, isReady ? `${state}, ready` : state]),
  );
  happened(turn, { type: 'domains', agentId, detail });
}

function settleVoice(turn: Turn, agentId: string): void {
  const session = turn.sessions.get(agentId);
  if (!session) return;
  const isVoiceHeld = !session.multiSession && tasksOf(turn, agentId).length > 0;
  if (isVoiceHeld === session.isVoiceHeld) return;
  turn.sessions.set(agentId, { ...session, isVoiceHeld });
  turn.outputs.push({ type: 'holdVoice', agentId, isHeld: isVoiceHeld });
}
