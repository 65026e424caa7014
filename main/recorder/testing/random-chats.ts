import fc from 'fast-check';
import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import type { ChatMessage, Interaction } from '../../../contract/sessions/interaction.ts';
import type { Post } from '../../desk/posts.ts';
import {
  blended,
  domainSample,
  domains,
  interaction,
  openingOf,
  sessionOpened,
  sessionsDown,
  sessionsLost,
  sessionsRefused,
  sessionsUp,
  told,
  transcript,
} from '../../desk/testing/session-manager.ts';
import { interactionSample } from '../../desk/testing/session-samples.ts';
import type { RecordedDesk } from './recorded-desk.ts';
import { secrets } from './secrets.ts';

/** One thing that happens on a day. */
type Event = (desk: RecordedDesk) => void;

const id = fc.constantFrom('chat-1', 'chat-2', 'action-1');

const part: fc.Arbitrary<Partial<Interaction>> = fc.record({
  interactionId: id,
  phase: fc.constantFrom('offered', 'active', 'interrupted', 'wrap-up', 'ended'),
  subject: fc.constantFrom(secrets.subject, ''),
  body: fc.constantFrom(secrets.body, ''),
  customerName: fc.constantFrom(secrets.customer, ''),
  variables: fc.constantFrom<Record<string, string>>(
    {},
    { account: secrets.variable },
    { [secrets.variable]: 'x' },
  ),
  customer: fc.constantFrom(null, {
    name: secrets.customer,
    facts: [{ label: 'Plan', value: secrets.fact }],
    flags: [],
    earlierContacts: [],
  }),
  answeredAt: fc.constantFrom(null, 99_000),
  end: fc.constantFrom(null, { cause: 'customer', message: `${secrets.customer} left` } as const),
});

const withChannel = part.map((one) => ({
  ...one,
  channel: one.interactionId?.startsWith('action') ? ('action' as const) : ('chat' as const),
}));

const commands: fc.Arbitrary<DeskCommand> = fc.oneof(
  fc.record({
    type: fc.constantFrom('acceptOffer', 'rejectOffer', 'endInteraction', 'finishWrapUp', 'openScreenPop'),
    sessionId: id,
  }),
  fc.record({
    type: fc.constant('sendMessage' as const),
    sessionId: id,
    text: fc.constantFrom(secrets.chatText, ' '),
  }),
  fc.record({
    type: fc.constant('saveReply' as const),
    sessionId: id,
    text: fc.constantFrom(secrets.reply, ''),
  }),
  fc.record({ type: fc.constant('setTyping' as const), sessionId: id, isTyping: fc.boolean() }),
  fc.record({ type: fc.constant('selectSession' as const), sessionId: fc.option(id) }),
  fc.record({
    type: fc.constant('saveDraft' as const),
    sessionId: id,
    notes: fc.constantFrom('', secrets.notes),
    disposition: fc.constantFrom(null, 1),
  }),
  fc.record({
    type: fc.constant('setDomainReady' as const),
    domainId: fc.constant(5_001),
    isReady: fc.boolean(),
  }),
  fc.record({ type: fc.constant('openManualSession' as const), title: fc.constant(secrets.subject) }),
);

const left: fc.Arbitrary<Post> = fc.oneof(
  fc.record({
    type: fc.constant('SendChatMessageRequest' as const),
    id: fc.constantFrom('left-1', 'left-2'),
    interactionId: id,
    text: fc.constant(secrets.chatText),
  }),
  fc.record({
    type: fc.constant('CompleteInteractionRequest' as const),
    id: fc.constant('left-3'),
    interactionId: id,
    disposition: fc.constant(null),
    notes: fc.constant(secrets.notes),
  }),
);

/** The id of what waits last, where anything does. */
function waiting(desk: RecordedDesk): string {
  return Object.keys(desk.model.pending).at(-1) ?? 'request-0';
}

/** The next messages of a chat, one of them the agent's own where he has written. */
function says(desk: RecordedDesk, interactionId: string, count: number, skip: number): void {
  const have = desk.model.transcripts[interactionId]?.length ?? 0;
  const messages = Array.from({ length: count }, (_, index): ChatMessage => {
    const number = have + skip + index + 1;
    const own = number % 3 === 0;
    const messageId = own ? waiting(desk) : `m-${number}`;
    return { messageId, number, from: own ? 'agent' : 'customer', text: secrets.chatText, at: 99_000 };
  });
  transcript(desk, messages, interactionId);
}

/** Whoever was here is not any more. */
function loggedIn(desk: RecordedDesk): void {
  desk.agent({ state: 'LoggedOut' });
  desk.configured(blended).logIn(`12345;${secrets.password};52513;pm2c`);
  sessionsUp(desk.licence().ctiUp().systemIs().agentStateAtSwitch());
  sessionOpened(desk).snapshots();
}

const does = (event: Event): Event => event;

/** What may happen with chats and action items, in whatever order. */
export const chatEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(does(loggedIn)) },
  { weight: 6, arbitrary: commands.map((command) => does((desk) => void desk.command(command))) },
  { weight: 6, arbitrary: withChannel.map((one) => does((desk) => void interaction(desk, one))) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(id, fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 0, 0, 1))
      .map(([chat, count, skip]) => does((desk) => says(desk, chat, count, skip))),
  },
  { weight: 1, arbitrary: fc.constant(does((desk) => void sessionsLost(desk))) },
  { weight: 1, arbitrary: fc.constant(does((desk) => void sessionsDown(desk))) },
  { weight: 2, arbitrary: fc.constant(does((desk) => void sessionsUp(desk, 'B'))) },
  {
    weight: 3,
    arbitrary: fc
      .array(withChannel, { maxLength: 2 })
      .map((all) =>
        does((desk) => void sessionOpened(desk, { interactions: all.map((one) => interactionSample(one)) })),
      ),
  },
  {
    weight: 3,
    arbitrary: fc.constant(does((desk) => void desk.put({ type: 'inOutbox', id: waiting(desk) }))),
  },
  {
    weight: 3,
    arbitrary: fc.constant(does((desk) => void told(desk, { type: 'RequestConf', id: waiting(desk) }))),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('notAllowedNow', 'noSession', 'unknownInteraction', 'overLimit', secrets.wrongPlace)
      .map((code) =>
        does((desk) => {
          const details = { limit: 'AppChatMaxSession', most: '1', asked: '2' };
          sessionsRefused(desk, desk.now % 2 ? openingOf(desk) : waiting(desk), code, details);
        }),
      ),
  },
  {
    weight: 1,
    arbitrary: left.map((post) => does((desk) => void desk.put({ type: 'outbox', requests: [post] }))),
  },
  {
    weight: 1,
    arbitrary: left.map((request) =>
      does((desk) => {
        const server = 'Session manager A (sm-a.example:8150)';
        const refusal = { code: 'unknownInteraction', message: `${secrets.customer} left`, server, at: 1 };
        const kept = { ok: true, value: { file: `/home/${secrets.systemUser}/1.json` } } as const;
        desk.put({ type: 'postSetAside', request, refusal, kept });
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: id.map((sessionId) => does((desk) => void desk.put({ type: 'typingPause', sessionId }))),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map((isReady) => does((desk) => void domains(desk, domainSample({ isReady })))),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      does((desk) => {
        const why = `Agent ${secrets.agentName} logged in at PC-7`;
        told(desk, { type: 'CommunicationSessionClosedEvent', time: desk.now, why });
      }),
    ),
  },
);
