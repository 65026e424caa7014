import fc from 'fast-check';
import type { RerouteReason } from '../../../contract/sessions/reroute-reason.ts';
import { type BenchDesk, type ContactBench, contactBench, shownAt } from './contact-bench.ts';
import { testContactPlan } from './test-contact-plan.ts';

const agents = ['1001', '1002', '1003'] as const;
const agentId = fc.constantFrom(...agents);
const pick = fc.nat(99);
const kind = <Name extends string>(name: Name): fc.Arbitrary<Name> => fc.constant(name);
const channel = fc.constantFrom('chat' as const, 'chat' as const, 'action' as const);
const media = fc.constantFrom(';pm2c', ';pmc2', ';m2c3', ';c5', ';pmc', ';m6');

/** What may happen between customers, agents and the router. Interactions are picked among those that a desk shows. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: kind('place'),
      channel,
      direct: fc.option(agentId),
      group: fc.boolean(),
      leaves: fc.boolean(),
    }),
  },
  { weight: 10, arbitrary: fc.record({ do: kind('accept'), agentId, pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: kind('reject'),
      agentId,
      pick,
      reason: fc.constantFrom<RerouteReason | null>('A0', 'A1', 'M0', null),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: kind('write'), agentId, pick, twice: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: kind('end'), agentId, pick }) },
  { weight: 4, arbitrary: fc.record({ do: kind('complete'), agentId, pick }) },
  { weight: 2, arbitrary: fc.record({ do: kind('customerLeaves'), pick }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: kind('choose'),
      agentId,
      to: fc.constantFrom('Ready' as const, 'Ready' as const, 'NotReady' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: kind('domain'), agentId, channel, isReady: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: kind('call'), agentId, begins: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: kind('kill'), agentId }) },
  { weight: 3, arbitrary: fc.record({ do: kind('open'), agentId, media, other: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: kind('close'), agentId }) },
  { weight: 1, arbitrary: fc.record({ do: kind('logOut'), agentId }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: kind('wait'), ms: fc.constantFrom(1, 2_000, 5_000, 30_000, 61_000) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

export const randomContacts = fc.record({
  onInterrupt: fc.constantFrom(-1 as const, 0 as const, 1 as const, 2 as const),
  chatWrapUp: fc.constantFrom('last' as const, 'each' as const),
  multiSession: fc.boolean(),
  hidesDirect: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 150, size: 'max' }),
});
type Day = typeof randomContacts extends fc.Arbitrary<infer Of> ? Of : never;

/** A day at work: the tier, and every agent's desk. */
export interface LivedDay {
  readonly bench: ContactBench;
  readonly multiSession: boolean;
  /** By agent; what each desk was told is in it. */
  readonly desks: Map<string, BenchDesk>;
  readonly placed: string[];
  /** Messages that a desk has had confirmed, by chat. */
  readonly confirmed: { readonly interactionId: string; readonly messageId: string }[];
}

/** Lives a day; `after` sees how things are after every step. */
export function liveContacts(day: Day, after: (lived: LivedDay) => void): LivedDay {
  const { onInterrupt, chatWrapUp, multiSession } = day;
  const hidesDirect = day.hidesDirect && !multiSession;
  const plan = testContactPlan({ settings: { chatWrapUp, hidesDirect }, mediaManager: { onInterrupt } });
  const bench = contactBench(plan);
  const lived: LivedDay = { bench, multiSession, desks: new Map(), placed: [], confirmed: [] };
  for (const id of agents) open(lived, id, ';pm2c', false);
  for (const [serial, one] of day.steps.entries()) {
    take(lived, one, serial);
    after(lived);
  }
  return lived;
}

function open({ bench, desks, multiSession }: LivedDay, id: string, asked: string, other: boolean) {
  const desk = bench.open(id, {
    loginString: `${id};pw;5001${asked}`,
    multiSession,
    desk: { id: other ? `other-${id}` : `desk-${id}`, name: 'PC' },
  });
  desks.set(id, desk);
  bench.choose(id, 'Ready');
}

function take(lived: LivedDay, one: Step, serial: number) {
  const { bench, placed } = lived;
  switch (one.do) {
    case 'place':
      placed.push(
        bench.place({
          channel: one.channel,
          to: one.direct === null ? { skillGroup: one.group ? 'Sales' : 'Support' } : { agentId: one.direct },
          script: one.leaves
            ? [
                { does: 'say', text: 'Hi', writesForMs: 2_000 },
                { does: 'await', messages: 1 },
                { does: 'leave' },
              ]
            : [],
        }),
      );
      return;
    case 'customerLeaves': {
      const chats = bench.connector
        .interactions()
        .filter(({ channel: of, phase }) => of === 'chat' && phase !== 'ended' && phase !== 'wrap-up');
      const chat = chats[one.pick % Math.max(1, chats.length)];
      if (chat) bench.connector.partnerLeaves(chat.interactionId);
      return;
    }
    case 'choose':
      return bench.choose(one.agentId, one.to);
    case 'call':
      return bench.tell({
        type: one.begins ? 'callBegins' : 'callEnds',
        agentId: one.agentId,
        callId: `call-${one.agentId}`,
      });
    case 'logOut':
      return bench.state(one.agentId, 'LoggedOut', 999);
    case 'wait':
      return bench.clock.advance(one.ms);
    case 'open':
      return open(lived, one.agentId, one.media, one.other);
    default:
      return atDesk(lived, one, serial);
  }
}

type AtDesk = Extract<
  Step,
  { do: 'accept' | 'reject' | 'write' | 'end' | 'complete' | 'domain' | 'kill' | 'close' }
>;

function atDesk(lived: LivedDay, one: AtDesk, serial: number) {
  const desk = lived.desks.get(one.agentId);
  if (!desk?.isThere()) return;
  switch (one.do) {
    case 'kill':
      return desk.detach();
    case 'close':
      return void desk.ask({ type: 'CloseCommunicationSessionRequest' });
    case 'domain': {
      const domainId = one.channel === 'chat' ? 5_001 : 5_002;
      return void desk.ask({ type: 'SetDomainReadyRequest', domainId, isReady: one.isReady });
    }
    default:
      return onInteraction(lived, desk, one, serial);
  }
}

function onInteraction(
  lived: LivedDay,
  desk: BenchDesk,
  one: Exclude<AtDesk, { do: 'domain' | 'kill' | 'close' }>,
  serial: number,
): void {
  const shown = [...shownAt(desk.answers).values()];
  const { interactionId, channel: of } = shown[one.pick % Math.max(1, shown.length)] ?? {};
  if (interactionId === undefined || of === undefined) return;
  switch (one.do) {
    case 'accept':
      return void desk.ask({ type: 'AcceptOfferRequest', interactionId });
    case 'reject':
      return void desk.ask({ type: 'RejectOfferRequest', interactionId, channel: of, reason: one.reason });
    case 'end':
      return void desk.ask({ type: 'EndInteractionRequest', interactionId });
    case 'complete':
      return void desk.ask(
        { type: 'CompleteInteractionRequest', interactionId, disposition: null, notes: 'x' },
        `c${serial}`,
      );
    case 'write':
      for (let time = 0; time < (one.twice ? 2 : 1); time += 1) {
        const answer = desk.ask(
          { type: 'SendChatMessageRequest', interactionId, text: 'Hello' },
          `m${serial}`,
        );
        if (answer.type === 'RequestConf') lived.confirmed.push({ interactionId, messageId: `m${serial}` });
      }
  }
}
