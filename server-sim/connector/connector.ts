import type { SessionsAnswer } from '../../contract/sessions/answers.ts';
import { createEngine, type Engine } from '../engine.ts';
import type { ServerLog } from '../host/server-log.ts';
import type { ContactPlan } from '../links/contact-plan.ts';
import type { InteractionControl, InteractionNews } from '../links/interaction-control.ts';
import { type ContactCentreClock, ControlRefusal } from '../links/switch-control.ts';
import type { ContactState } from '../media-routing/state.ts';
import type { ContactOutput, DeskAnswer } from '../media-routing/turn.ts';
import { allRouted, allSessions, findRouted, routedView, sessionsView } from '../media-routing/views.ts';
import type { CommunicationSessions } from './communication-sessions.ts';
import { planWarnings } from './plan-warnings.ts';
import type { SwitchNews } from './switch-news.ts';
import { type ContactInput, contactTransition, initialContactState } from './transition.ts';

/** The switch as the connector has it. */
export interface ConnectorSwitch {
  /** Sets the agent Not Ready, after his call where he is in one. */
  setNotReady(agentId: string, reasonCode: number): void;
  /** No call of a skill group is routed to the agent as long as it is held. */
  holdVoice(agentId: string, isHeld: boolean): void;
  onNews(listener: (news: SwitchNews) => void): void;
}

export interface ConnectorOptions {
  readonly plan: ContactPlan;
  readonly clock: ContactCentreClock;
  readonly theSwitch: ConnectorSwitch;
  readonly log: ServerLog;
  /** Asked once: what it gives begins every interaction's id. */
  readonly newId: () => string;
}

/** CRMConnectorSAP and the media routing behind it (seed 001): one, behind both session managers. */
export interface Connector extends CommunicationSessions, InteractionControl {
  /** Ends its timers; it does nothing any more. */
  dispose(): void;
}

type ContactEngine = Engine<ContactState, ContactInput, ContactOutput>;

export function createConnector({ plan, clock, theSwitch, log, newId }: ConnectorOptions): Connector {
  const desks = createDesks();
  const listeners = new Set<(news: InteractionNews) => void>();
  const tell = (news: InteractionNews) => {
    log.info(`${news.type} ${news.interactionId ?? news.agentId ?? ''}`, { ...news });
    for (const listener of listeners) listener(news);
  };
  const perform = (output: ContactOutput) => {
    switch (output.type) {
      case 'deliver':
        return desks.deliver(output.connectionId, output.answer);
      case 'news':
        return tell(output.news);
      case 'setNotReady':
        return theSwitch.setNotReady(output.agentId, output.reasonCode);
      case 'holdVoice':
        return theSwitch.holdVoice(output.agentId, output.isHeld);
      case 'placed':
      case 'refused':
        return;
    }
  };
  const engine: ContactEngine = createEngine({
    name: 'The connector',
    initial: initialContactState(plan, newId(), clock.now()),
    transition: contactTransition,
    wake: { type: 'time' },
    refused: (message) => ({ type: 'refused', message }),
    clock,
    log,
    perform,
  });
  const warn = (about: ContactPlan) => {
    for (const warning of planWarnings(about)) log.warn(warning);
  };
  warn(plan);
  theSwitch.onNews((news) => void engine.submit({ type: 'switch', news }));
  return {
    ...createControl(engine),
    reset(next) {
      warn(next);
      engine.submit({ type: 'reset', plan: next });
    },
    onNews(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open({ side, request }, deliver) {
      const connectionId = desks.add(deliver);
      engine.submit({ type: 'open', connectionId, side, request });
      return {
        request: (asked) => void engine.submit({ type: 'request', connectionId, request: asked }),
        detach() {
          if (desks.remove(connectionId)) engine.submit({ type: 'detach', connectionId });
        },
      };
    },
    dispose: () => engine.dispose(),
  };
}

function createControl(engine: ContactEngine): Omit<InteractionControl, 'onNews' | 'reset'> {
  const put = (input: ContactInput): string => {
    for (const output of engine.submit(input)) {
      if (output.type === 'refused') throw new ControlRefusal(output.message);
      if (output.type === 'placed') return output.interactionId;
    }
    return '';
  };
  return {
    place: (inbound) => ({ interactionId: put({ type: 'place', inbound }) }),
    partnerSays: (interactionId, text) => void put({ type: 'partnerSays', interactionId, text }),
    partnerTypes: (interactionId, isTyping) => void put({ type: 'partnerTypes', interactionId, isTyping }),
    partnerLeaves: (interactionId) => void put({ type: 'partnerLeaves', interactionId }),
    restartMediaManager: () => void put({ type: 'restart' }),
    interactions: () => allRouted(engine.state()),
    interaction(interactionId) {
      const routed = findRouted(engine.state(), interactionId);
      return routed ? routedView(routed) : null;
    },
    sessions: () => allSessions(engine.state()),
    sessionsOf: (agentId) => sessionsView(engine.state(), agentId),
    exchange: () => engine.state().exchange,
  };
}

/** The connections of desks. What goes out on each is numbered there: a repeat or a gap shows. */
function createDesks(): {
  add(deliver: (answer: SessionsAnswer) => void): string;
  remove(connectionId: string): boolean;
  deliver(connectionId: string, answer: DeskAnswer): void;
} {
  const desks = new Map<string, { readonly deliver: (answer: SessionsAnswer) => void; sent: number }>();
  let last = 0;
  return {
    add(deliver) {
      last += 1;
      desks.set(`connection-${last}`, { deliver, sent: 0 });
      return `connection-${last}`;
    },
    remove: (connectionId) => desks.delete(connectionId),
    deliver(connectionId, answer) {
      const desk = desks.get(connectionId);
      if (!desk) return;
      switch (answer.type) {
        case 'CommunicationSessionConf':
        case 'InteractionEvent':
        case 'TranscriptEvent':
        case 'DomainsEvent':
          desk.deliver({ ...answer, sequence: desk.sent });
          desk.sent += 1;
          return;
        default:
          return desk.deliver(answer);
      }
    },
  };
}
