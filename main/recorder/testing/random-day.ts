import fc from 'fast-check';
import type { AgentSnapshot } from '../../../contract/cti/agent.ts';
import type { CallEvent, CtiAnswer } from '../../../contract/cti/answers.ts';
import type { Call } from '../../../contract/cti/call.ts';
import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import type { PasswordMemory } from '../../../contract/desk/password-memory.ts';
import type { Result } from '../../../contract/result.ts';
import { callSnapshot, phoneCallSnapshot } from '../../desk/testing/samples.ts';
import { chatEvent } from './random-chats.ts';
import type { RecordedDesk } from './recorded-desk.ts';
import { secrets } from './secrets.ts';

/** One thing that happens on a day. */
export type Event = (desk: RecordedDesk) => void;

const callId = fc.constantFrom('call-1', 'call-2', 'call-3');
const number = fc.constantFrom(secrets.number, secrets.otherNumber, '7001', '', '52514');
const later = fc.constantFrom(0, 1, 900, 3_000, 60_000);

const call: fc.Arbitrary<Partial<Call>> = fc.record({
  callId,
  connection: fc.constantFrom('Alerting', 'Connected', 'Held', 'Cleared'),
  direction: fc.constantFrom('inbound', 'outbound'),
  type: fc.constantFrom('acd', 'direct', 'consult', 'conference'),
  dialled: number,
  parties: fc
    .record({ number, name: fc.constantFrom('', secrets.customer) })
    .map(({ number: digits, name }) => [
      { id: 'p1', number: digits, name, role: 'customer', state: 'Connected' } as const,
    ]),
  variables: fc.constantFrom<Record<string, string>>(
    {},
    { account: secrets.variable },
    { account: '', [secrets.variable]: 'x' },
  ),
  customer: fc.constantFrom(null, {
    name: secrets.customer,
    facts: [{ label: 'Plan', value: secrets.fact }],
    flags: [{ text: secrets.fact, tone: 'notice' as const }],
    earlierContacts: [{ kind: 'chat' as const, at: 5, subject: secrets.subject, outcome: secrets.subject }],
  }),
  answeredAt: fc.constantFrom(null, 99_000),
  endedAt: fc.constantFrom(null, null, 100_500),
});

const agent: fc.Arbitrary<Partial<AgentSnapshot>> = fc.record({
  name: fc.constant(secrets.agentName),
  state: fc.constantFrom(
    'NotReady',
    'Ready',
    'Reserved',
    'Talking',
    'Hold',
    'Talking',
    'WrapUp',
    'LoggedOut',
  ),
  reasonCode: fc.constantFrom(null, 1, 50_002),
});

const events = fc.constantFrom<CallEvent['event']>('Delivered', 'Established', 'Held', 'Conferenced', 'End');

const commands: fc.Arbitrary<DeskCommand> = fc.oneof(
  fc.record({
    type: fc.constant('logIn' as const),
    profile: fc.constantFrom('Billing, blended', secrets.wrongPlace),
    loginString: fc.constantFrom(
      `12345;${secrets.password};52513`,
      `${secrets.wrongPlace};12345;52513;p`,
      `12345;${secrets.password}`,
      `12345 ;${secrets.password};52513`,
      `12345;x;${secrets.password} é`,
      '',
    ),
    takeOver: fc.boolean(),
    remember: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('logInRemembered' as const),
    profile: fc.constant('Billing, blended'),
    loginString: fc.constantFrom('12345;;52513', '12345;;52599;p', `${secrets.wrongPlace};;52513`, '12345;'),
    takeOver: fc.boolean(),
  }),
  fc.constant<DeskCommand>({ type: 'forgetPassword' }),
  fc.record({ type: fc.constant('logOut' as const), reasonCode: fc.constantFrom(null, 10) }),
  fc.constant<DeskCommand>({ type: 'cancelLogin' }),
  fc.constant<DeskCommand>({ type: 'setState', target: { state: 'Ready' } }),
  fc.record({ type: fc.constant('dial' as const), number: fc.constant(secrets.number) }),
  fc.record({ type: fc.constantFrom('answer', 'hold', 'retrieve', 'release', 'reject'), callId }),
  fc.record({ type: fc.constant('digits' as const), callId, digits: fc.constant(secrets.keypad) }),
  fc.record({
    type: fc.constantFrom('consult', 'blindTransfer'),
    callId,
    number: fc.constant(secrets.number),
  }),
  fc.record({
    type: fc.constant('saveDraft' as const),
    sessionId: callId,
    notes: fc.constantFrom('', '  ', secrets.notes),
    disposition: fc.constantFrom(null, 1),
  }),
  fc.record({ type: fc.constant('finishWrapUp' as const), sessionId: callId }),
  fc.record({ type: fc.constant('openScreenPop' as const), sessionId: callId }),
);

const failure = fc.record({
  code: fc.constantFrom('notAllowedNow', 'deviceInUse', 'systemOffline', 'unknownCall', secrets.wrongPlace),
  message: fc.constantFrom('Agent 12345 is not known here.', `${secrets.customer} is busy`),
});

/** The id of a request that waits for its answer, where there is one. */
function waiting(desk: RecordedDesk): string {
  return Object.keys(desk.model.pending).at(-1) ?? 'request-0';
}

function refused(desk: RecordedDesk, of: { readonly code: string; readonly message: string }): CtiAnswer {
  const details = {
    agentId: '12345',
    device: '52513',
    agentName: secrets.agentName,
    since: '2026-01-31T08:57:00.000Z',
  };
  return { type: 'FailureConf', id: waiting(desk), details, ...of };
}

/** What the secure storage has and gives back, whatever the desk has asked. */
const passwordEvent: fc.Arbitrary<Event> = fc.oneof(
  fc
    .constantFrom<PasswordMemory>(
      { status: 'not-offered' },
      { status: 'impossible', why: `This computer has no secure storage: ${secrets.notes}` },
      { status: 'offered', remembered: null },
      {
        status: 'offered',
        remembered: { profile: 'Billing, blended', agentLoginType: 0, loginString: '12345;;52513' },
      },
    )
    .map(
      (memory): Event =>
        (desk) =>
          void desk.put({ type: 'passwordMemory', memory, notice: null }),
    ),
  fc
    .constantFrom<Result<string, string>>(
      { ok: true, value: secrets.password },
      { ok: false, error: `It was deleted: ${secrets.notes}` },
    )
    .map(
      (unlocked): Event =>
        (desk) =>
          void desk.put({ type: 'passwordUnlocked', commandId: desk.lastCommand, unlocked }),
    ),
);

/** What may happen with calls, in whatever order. */
const callEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: commands.map(
      (command): Event =>
        (desk) =>
          void desk.command(command),
    ),
  },
  { weight: 2, arbitrary: passwordEvent },
  { weight: 1, arbitrary: fc.constant<Event>((desk) => void desk.loggedIn()) },
  { weight: 1, arbitrary: fc.constant<Event>((desk) => void desk.licence()) },
  { weight: 1, arbitrary: fc.constant<Event>((desk) => void desk.ctiUp().systemIs().agentStateAtSwitch()) },
  { weight: 1, arbitrary: fc.constant<Event>((desk) => void desk.snapshots([callSnapshot()])) },
  { weight: 1, arbitrary: fc.constant<Event>((desk) => void desk.ctiLost()) },
  {
    weight: 3,
    arbitrary: later.map(
      (ms): Event =>
        (desk) =>
          void desk.after(ms),
    ),
  },
  {
    weight: 3,
    arbitrary: agent.map(
      (part): Event =>
        (desk) =>
          void desk.agent(part),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(events, call).map(
      ([event, part]): Event =>
        (desk) =>
          void desk.call(event, callSnapshot(part)),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ callId, phase: fc.constantFrom('ringing', 'established'), held: fc.boolean() })
      .map(
        (part): Event =>
          (desk) => {
            const from = { number: secrets.number, name: secrets.customer };
            desk.phone({ type: 'call', call: phoneCallSnapshot({ ...part, from }) });
          },
      ),
  },
  {
    weight: 2,
    arbitrary: callId.map(
      (id): Event =>
        (desk) =>
          void desk.phone({ type: 'callEnded', callId: id, cause: `Ended by ${secrets.customer}` }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Event>((desk) => void desk.cti({ type: 'RequestConf', id: waiting(desk) })),
  },
  {
    weight: 2,
    arbitrary: failure.map(
      (of): Event =>
        (desk) =>
          void desk.cti(refused(desk, of)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('login-step' as const, 'logout' as const, 'licence-release' as const).map(
      (timer): Event =>
        (desk) =>
          void desk.put({ type: 'timer', timer }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(callId, fc.nat(60_000)).map(
      ([id, forMs]): Event =>
        (desk) =>
          void desk.put({ type: 'ghostLook', callId: id }).put({ type: 'woke', cause: 'held-up', forMs }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        direction: fc.constantFrom('in', 'out'),
        method: fc.constantFrom('INVITE', 'BYE', 'other'),
        status: fc.constantFrom(null, 200),
        cseq: fc.nat(),
        dialog: fc.constantFrom(`${secrets.wrongPlace}@pc.example`, secrets.token, ''),
        from: fc.constantFrom(secrets.number, secrets.customer, secrets.sipPassword),
        to: fc.constantFrom(secrets.otherNumber, secrets.keypad, ''),
        leftOut: fc.nat(9),
      })
      .map(
        (line): Event =>
          (desk) =>
            void desk.phone({ type: 'sip', line }),
      ),
  },
);

/** What may happen on a day, in whatever order. */
export const randomDay: fc.Arbitrary<readonly Event[]> = fc.array(callEvent, { maxLength: 60 });

/** The same, of an agent who has chats and action items beside his calls. */
export const blendedDay: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.oneof({ weight: 1, arbitrary: callEvent }, { weight: 4, arbitrary: chatEvent }),
  { maxLength: 60 },
);
