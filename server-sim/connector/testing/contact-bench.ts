import type { SessionsAnswer } from '../../../contract/sessions/answers.ts';
import type { Interaction } from '../../../contract/sessions/interaction.ts';
import type { OpenCommunicationSession } from '../../../contract/sessions/requests.ts';
import type { ContactPlan } from '../../links/contact-plan.ts';
import type { InboundInteraction } from '../../links/interaction-control.ts';
import { createQuietLog } from '../../testing/quiet-log.ts';
import { createTestClock } from '../../testing/test-clock.ts';
import type { CommunicationLink } from '../communication-sessions.ts';
import { createConnector } from '../connector.ts';
import type { SessionRequest } from '../session-requests.ts';
import type { SwitchNews } from '../switch-news.ts';
import { testContactPlan } from './test-contact-plan.ts';

type Asked = SessionRequest extends infer One
  ? One extends { id: string }
    ? Omit<One, 'id'>
    : never
  : never;

/** A desk at the connector: what it was told, in order. */
export interface BenchDesk {
  readonly answers: readonly SessionsAnswer[];
  /** Asks, and returns the answer. */
  ask(request: Asked, id?: string): SessionsAnswer;
  detach(): void;
  /** Its connection stands. */
  isThere(): boolean;
  /** What was told since it was last taken. */
  taken(): readonly SessionsAnswer[];
}

/** Connector and media routing with a clock that is moved by hand, and a switch that says what it is told to. */
export function contactBench(plan: ContactPlan = testContactPlan()) {
  const clock = createTestClock();
  const log = createQuietLog();
  const toSwitch: (readonly [string, string, number | boolean])[] = [];
  let tell: (news: SwitchNews) => void = () => undefined;
  const connector = createConnector({
    plan,
    clock,
    log,
    newId: () => 't',
    theSwitch: {
      setNotReady(agentId, reasonCode) {
        toSwitch.push(['setNotReady', agentId, reasonCode]);
        tell({ type: 'agentState', agentId, state: 'NotReady', reasonCode });
        tell({ type: 'agentChoice', agentId, state: 'NotReady', reasonCode });
      },
      holdVoice: (agentId, isHeld) => void toSwitch.push(['holdVoice', agentId, isHeld]),
      onNews(listener) {
        tell = listener;
      },
    },
  });
  let ids = 0;
  const nextId = (): string => {
    ids += 1;
    return `r${ids}`;
  };
  const open = (
    agentId: string,
    given: Partial<OpenCommunicationSession> = {},
    side: 'A' | 'B' = 'A',
  ): BenchDesk => {
    const answers: SessionsAnswer[] = [];
    let seen = 0;
    let isThere = true;
    const request: OpenCommunicationSession = {
      type: 'OpenCommunicationSessionRequest',
      id: nextId(),
      desk: { id: `desk-${agentId}`, name: 'PC' },
      agentId,
      password: 'pw',
      loginString: `${agentId};pw;5001;pm2c`,
      agentLoginType: 0,
      multiSession: true,
      has: {},
      ...given,
    };
    const link: CommunicationLink = connector.open({ side, request }, (answer) => void answers.push(answer));
    return {
      answers,
      ask(asked, id = nextId()) {
        const from = answers.length;
        link.request({ ...asked, id } as SessionRequest);
        const answer = answers.slice(from).find((one) => 'id' in one && one.id === id);
        if (!answer) throw new Error(`${asked.type} was not answered`);
        return answer;
      },
      isThere: () => isThere,
      detach() {
        isThere = false;
        link.detach();
      },
      taken() {
        const some = answers.slice(seen);
        seen = answers.length;
        return some;
      },
    };
  };
  const state = (agentId: string, to: 'Ready' | 'NotReady' | 'LoggedOut', reasonCode: number | null = null) =>
    tell({ type: 'agentState', agentId, state: to, reasonCode });
  return {
    connector,
    clock,
    log,
    toSwitch,
    tell: (news: SwitchNews) => tell(news),
    open,
    /** The agent chooses, as the switch tells it. */
    choose(agentId: string, to: 'Ready' | 'NotReady') {
      state(agentId, to);
      tell({ type: 'agentChoice', agentId, state: to, reasonCode: null });
    },
    state,
    /** Logs him in at connector and switch, and makes him Ready. */
    seat(agentId: string, given: Partial<OpenCommunicationSession> = {}): BenchDesk {
      const desk = open(agentId, given);
      state(agentId, 'NotReady');
      this.choose(agentId, 'Ready');
      return desk;
    },
    place(given: Partial<InboundInteraction> = {}): string {
      return connector.place(inbound(given)).interactionId;
    },
    phase: (interactionId: string) => connector.interaction(interactionId)?.phase,
    domain(agentId: string, channel: 'voice' | 'chat' | 'action') {
      const found = connector.sessionsOf(agentId)?.domains.find((one) => one.channel === channel);
      if (!found) throw new Error(`Agent ${agentId} has no domain for ${channel}`);
      return found;
    },
    exchanged: () => connector.exchange().map(({ code }) => code),
  };
}
export type ContactBench = ReturnType<typeof contactBench>;

export function inbound(given: Partial<InboundInteraction> = {}): InboundInteraction {
  return {
    channel: 'chat',
    subject: 'Move direct debit date',
    body: '',
    customerName: 'Tomasz Wrona',
    customer: null,
    variables: {},
    to: { skillGroup: 'Sales' },
    dueAt: null,
    script: [],
    ...given,
  };
}

/** The last the desk was told of each interaction, as a desk keeps it: what is over is gone. */
export function shownAt(answers: readonly SessionsAnswer[]): ReadonlyMap<string, Interaction> {
  const shown = new Map<string, Interaction>();
  for (const one of answers) {
    if (one.type === 'CommunicationSessionConf') {
      shown.clear();
      for (const each of one.interactions) shown.set(each.interactionId, each);
    } else if (one.type === 'InteractionEvent') {
      if (one.interaction.phase === 'ended') shown.delete(one.interaction.interactionId);
      else shown.set(one.interaction.interactionId, one.interaction);
    }
  }
  return shown;
}
