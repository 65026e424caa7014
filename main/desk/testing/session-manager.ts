import type { Configuration } from '../../../contract/configuration/messages.ts';
import type { CommandOutcome } from '../../../contract/desk/desk-error.ts';
import type { ConnectionView, SideView } from '../../../contract/desk/desk-state.ts';
import type { Side } from '../../../contract/servers/server-kind.ts';
import type { CommunicationSession, SessionsAnswer } from '../../../contract/sessions/answers.ts';
import type { ChatMessage, Interaction } from '../../../contract/sessions/interaction.ts';
import type { DomainState } from '../../../contract/sessions/media-routing-domain.ts';
import type { SessionsRequest } from '../../../contract/sessions/requests.ts';
import { DrivenDesk } from './driven-desk.ts';
import { configuration } from './samples.ts';
import { interactionSample } from './session-samples.ts';

/** What session managers say to a driven desk. */

const addresses = { A: 'sm-a.example:8150', B: 'sm-b.example:8150' } as const;

/** The cluster of the other tests, whose profile has session managers. */
export const blended: Configuration = {
  ...configuration,
  profiles: configuration.profiles.map((profile) => ({
    ...profile,
    sessions: { a: addresses.A, b: addresses.B },
    multiSession: true,
  })),
};

export const loginString = '12345;xxyyzz;52513;pm2c';

export function domainSample(part: Partial<DomainState> = {}): DomainState {
  return {
    domainId: 5_001,
    name: 'Chat',
    channel: 'chat',
    isInterruptible: true,
    isReady: true,
    state: 'Ready',
    reasonCode: null,
    inUse: 0,
    most: 1,
    ...part,
  };
}

/** The connection of the pair is new. */
export function sessionsUp(desk: DrivenDesk, side: Side = 'A'): DrivenDesk {
  const hello = { type: 'Hello', kind: 'sessions', side, cluster: 'edinburgh', time: desk.now } as const;
  return desk.put({ type: 'sessions', event: { type: 'up', side, address: addresses[side], hello } });
}

export function sessionsLost(desk: DrivenDesk): DrivenDesk {
  const cause = { type: 'silent', forMs: 3_000 } as const;
  return desk.put({ type: 'sessions', event: { type: 'lost', side: 'A', address: addresses.A, cause } });
}

/** Neither answers. */
export function sessionsDown(desk: DrivenDesk): DrivenDesk {
  sessionsView(desk, { A: 'silent', B: 'silent' }, null, 'down');
  const refused = { type: 'refused' } as const;
  return desk.put({ type: 'sessions', event: { type: 'down', causes: { A: refused, B: refused } } });
}

/** The pair shows which side is in use, and that the other is lost where that is said. */
export function sessionsOn(desk: DrivenDesk, side: Side, other: SideView['state'] = 'standby'): DrivenDesk {
  const states = { A: other, B: other, [side]: 'in-use' } as const;
  return sessionsView(desk, states, side, other === 'silent' ? 'moved' : 'up');
}

function sessionsView(
  desk: DrivenDesk,
  states: Readonly<Record<Side, SideView['state']>>,
  inUse: Side | null,
  status: ConnectionView['status'],
): DrivenDesk {
  const sideView = (side: Side): SideView => ({
    address: addresses[side],
    security: 'tls',
    state: states[side],
    since: desk.now,
    error: null,
    answeredAt: null,
  });
  const sides = { A: sideView('A'), B: sideView('B') };
  const view = { kind: 'sessions', sides, inUse, status, since: desk.now, misconfigured: null } as const;
  return desk.put({ type: 'sessions', event: { type: 'view', view } });
}

/** A message as it comes. */
export function told(desk: DrivenDesk, message: SessionsAnswer): DrivenDesk {
  return desk.put({ type: 'sessions', event: { type: 'message', side: 'A', message } });
}

/** An interaction as it is now, in the next event. */
export function interaction(desk: DrivenDesk, part: Partial<Interaction>): DrivenDesk {
  const sequence = desk.model.lastSessionsSequence + 1;
  return told(desk, {
    type: 'InteractionEvent',
    sequence,
    time: desk.now,
    interaction: interactionSample(part),
  });
}

export function offered(desk: DrivenDesk, part: Partial<Interaction> = {}): DrivenDesk {
  return interaction(desk, {
    phase: 'offered',
    answeredAt: null,
    noAnswerAt: desk.now + 20_000,
    ...part,
  });
}

/** What was written, in the next event. */
export function transcript(
  desk: DrivenDesk,
  messages: readonly ChatMessage[],
  interactionId = 'chat-1',
): DrivenDesk {
  const sequence = desk.model.lastSessionsSequence + 1;
  return told(desk, {
    type: 'TranscriptEvent',
    sequence,
    time: desk.now,
    interactionId,
    messages: [...messages],
  });
}

export function domains(desk: DrivenDesk, ...all: readonly DomainState[]): DrivenDesk {
  const sequence = desk.model.lastSessionsSequence + 1;
  return told(desk, { type: 'DomainsEvent', sequence, time: desk.now, domains: [...all] });
}

/** The requests that the last input sent to the session manager. */
export function sentToSessions(desk: DrivenDesk): readonly SessionsRequest[] {
  return desk.last.flatMap((effect) => (effect.type === 'sendSessions' ? [effect.request] : []));
}

/** The id of the last request of that type. */
export function sessionsIdOf(desk: DrivenDesk, type: SessionsRequest['type']): string {
  const sent = sentToSessions(desk);
  const request = sent.find((one) => one.type === type);
  if (!request)
    throw new Error(`The last input sent no ${type}, but ${sent.map((one) => one.type).join(', ')}`);
  return request.id;
}

/** The id under which the desk waits for its communication session. */
export function openingOf(desk: DrivenDesk): string {
  const found = Object.entries(desk.model.pending).find(([, { about }]) => about === 'communication-session');
  return found?.[0] ?? 'nothing is asked';
}

/** The connector tells everything. */
export function sessionOpened(desk: DrivenDesk, part: Partial<CommunicationSession> = {}): DrivenDesk {
  return told(desk, {
    type: 'CommunicationSessionConf',
    id: openingOf(desk),
    sequence: 0,
    time: desk.now,
    channels: { voice: 1, actions: 2, chats: 1 },
    hidesDirect: false,
    domains: [domainSample()],
    interactions: [],
    ...part,
  });
}

export function sessionsRefused(
  desk: DrivenDesk,
  id: string,
  code: string,
  details: Readonly<Record<string, string>> = {},
): DrivenDesk {
  return told(desk, { type: 'FailureConf', id, code, message: 'The connector says no', details });
}

/** A login of this string, up to the question whether the connector lets him in. */
export function asksToOpen(text = loginString): DrivenDesk {
  const desk = new DrivenDesk().configured(blended).logIn(text).licence().ctiUp().systemIs();
  return sessionsUp(desk.agentStateAtSwitch());
}

/** Logged in, with voice, two action items and a chat. */
export function blendedDesk(part: Partial<CommunicationSession> = {}): DrivenDesk {
  return sessionOpened(asksToOpen(), part).snapshots();
}

/** Logged in, in a chat. */
export function inChat(part: Partial<Interaction> = {}): DrivenDesk {
  return interaction(offered(blendedDesk(), part), { phase: 'active', ...part });
}

/** After its session manager was lost, at another: with what the connector has. */
export function backAgain(desk: DrivenDesk, interactions: readonly Interaction[]): DrivenDesk {
  return sessionOpened(sessionsUp(sessionsLost(desk), 'B'), { interactions: [...interactions] });
}

export function errorOf(outcome: CommandOutcome | null): string {
  return outcome === null || outcome.ok ? 'no error' : outcome.error.code;
}
