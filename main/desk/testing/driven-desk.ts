import type { Configuration, ConfigurationAnswer } from '../../../contract/configuration/messages.ts';
import type { AgentSnapshot } from '../../../contract/cti/agent.ts';
import type { CallEvent, CtiAnswer } from '../../../contract/cti/answers.ts';
import type { Call } from '../../../contract/cti/call.ts';
import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../../contract/desk/desk-error.ts';
import type { ConnectionView, SideView } from '../../../contract/desk/desk-state.ts';
import type { Side } from '../../../contract/servers/server-kind.ts';
import type { PhoneEvent } from '../../../contract/softphone/messages.ts';
import type { Effect } from '../effects.ts';
import type { Input } from '../inputs.ts';
import { type DeskIdentity, type DeskModel, newDesk } from '../model.ts';
import { deskTransition } from '../transition.ts';
import { agentSnapshot, configuration, online } from './samples.ts';

/** A message without the number that the driver gives it. */
type Unnumbered<Message> = Message extends { readonly sequence: number }
  ? Omit<Message, 'sequence'>
  : Message;

/** A desk driven by its pure transition alone: no socket, no disk, and a clock that the test moves. */
export class DrivenDesk {
  model: DeskModel;
  now = 100_000;
  /** The effects of the last input. */
  last: readonly Effect[] = [];
  #ids = 0;
  #sequence = -1;

  constructor(phone: DeskIdentity['phone'] = 'softphone') {
    this.model = newDesk({ deskId: 'desk-1', deskName: 'PC-1', phone, systemUser: 'ines' }, this.now);
  }

  get view(): DeskModel['view'] {
    return this.model.view;
  }

  put(input: Input): this {
    const done = deskTransition(this.model, input, {
      now: this.now,
      newId: () => `id-${++this.#ids}`,
    });
    this.model = done.model;
    this.last = done.effects;
    return this;
  }

  /** The id of the last command. */
  lastCommand = '';

  command(command: DeskCommand): this {
    this.lastCommand = `command-${++this.#ids}`;
    return this.put({ type: 'command', commandId: this.lastCommand, command });
  }

  cti(message: Unnumbered<CtiAnswer>): this {
    const numbered = numbers(message.type) ? { ...message, sequence: ++this.#sequence } : message;
    return this.put({ type: 'cti', event: { type: 'message', side: 'A', message: numbered as CtiAnswer } });
  }

  ctiUp(): this {
    this.#sequence = -1;
    const hello = { type: 'Hello', kind: 'cti', side: 'A', cluster: 'edinburgh', time: this.now } as const;
    return this.put({ type: 'cti', event: { type: 'up', side: 'A', address: 'cti-a.example:8110', hello } });
  }

  ctiLost(): this {
    const cause = { type: 'silent', forMs: 3_000 } as const;
    return this.put({
      type: 'cti',
      event: { type: 'lost', side: 'A', address: 'cti-a.example:8110', cause },
    });
  }

  /** Neither CTI server answers. */
  ctiDown(): this {
    this.#ctiView({ A: 'silent', B: 'silent' }, null, 'down');
    const refused = { type: 'refused' } as const;
    return this.put({ type: 'cti', event: { type: 'down', causes: { A: refused, B: refused } } });
  }

  /** The pair shows that this side is in use. */
  ctiOn(side: Side): this {
    return this.#ctiView({ A: 'standby', B: 'standby', [side]: 'in-use' }, side, 'up');
  }

  #ctiView(
    states: Readonly<Record<Side, SideView['state']>>,
    inUse: Side | null,
    status: ConnectionView['status'],
  ): this {
    const { cti } = configuration.profiles[0] ?? { cti: { a: '', b: '' } };
    const sideView = (side: Side, address: string): SideView => ({
      address,
      security: 'tls',
      state: states[side],
      since: this.now,
      error: null,
      answeredAt: null,
    });
    const sides = { A: sideView('A', cti.a), B: sideView('B', cti.b) };
    const view = { kind: 'cti', sides, inUse, status, since: this.now, misconfigured: null } as const;
    return this.put({ type: 'cti', event: { type: 'view', view } });
  }

  agent(part: Partial<AgentSnapshot>): this {
    return this.cti({
      type: 'AgentStateEvent',
      time: this.now,
      agent: agentSnapshot({ since: this.now, ...part }),
    });
  }

  call(event: CallEvent['event'], call: Call): this {
    return this.cti({ type: 'CallEvent', time: this.now, event, call });
  }

  phone(event: PhoneEvent): this {
    return this.put({ type: 'phone', event });
  }

  /** The requests that the last input sent to the CTI server. */
  sent(): readonly string[] {
    return this.last.flatMap((effect) => (effect.type === 'sendCti' ? [effect.request.type] : []));
  }

  /** The id of the last request of that type which waits for its answer. */
  idOf(type: string): string {
    const request = this.last.flatMap((effect) =>
      effect.type === 'sendCti' && effect.request.type === type ? [effect.request.id] : [],
    )[0];
    if (request === undefined)
      throw new Error(`The last input sent no ${type}, but ${this.sent().join(', ')}`);
    return request;
  }

  phoneCommands(): readonly string[] {
    return this.last.flatMap((effect) => (effect.type === 'phone' ? [effect.command.type] : []));
  }

  outcome(): CommandOutcome | null {
    return this.outcomes().at(-1) ?? null;
  }

  outcomes(): readonly CommandOutcome[] {
    return this.last.flatMap((effect) => (effect.type === 'answerCommand' ? [effect.outcome] : []));
  }

  effects(type: Effect['type']): readonly Effect[] {
    return this.last.filter((effect) => effect.type === type);
  }

  /** The profiles have come. */
  configured(known: Configuration = configuration): this {
    return this.configuration({
      type: 'GlobalSettingsDownloadConf',
      id: 'd',
      time: this.now,
      configuration: known,
    });
  }

  configuration(message: ConfigurationAnswer): this {
    return this.put({ type: 'configuration', event: { type: 'message', side: 'A', message } });
  }

  configurationUp(): this {
    const hello = {
      type: 'Hello',
      kind: 'configuration',
      side: 'B',
      cluster: 'edinburgh',
      time: this.now,
    } as const;
    return this.put({
      type: 'configuration',
      event: { type: 'up', side: 'B', address: 'conf-b.example:8100', hello },
    });
  }

  /** Neither configuration server answers. */
  configurationDown(): this {
    const refused = { type: 'refused' } as const;
    return this.put({
      type: 'configuration',
      event: { type: 'down', causes: { A: refused, B: refused } },
    });
  }

  logIn(loginString = '12345;xxyyzz;52513', takeOver = false): this {
    return this.command({ type: 'logIn', profile: 'Billing, blended', loginString, takeOver });
  }

  licence(): this {
    const hello = {
      type: 'Hello',
      kind: 'licensing',
      side: 'A',
      cluster: 'edinburgh',
      time: this.now,
    } as const;
    this.put({ type: 'licensing', event: { type: 'up', side: 'A', address: 'lic-a.example:8120', hello } });
    const id = this.last.flatMap((one) => (one.type === 'sendLicensing' ? [one.request.id] : []))[0] ?? '';
    const message = {
      type: 'AcquireLicenceConf',
      id,
      licence: 'seat-1',
      seats: 10,
      inUse: 1,
      graceMs: 60_000,
      time: this.now,
    } as const;
    return this.put({ type: 'licensing', event: { type: 'message', side: 'A', message } });
  }

  systemIs(status = online): this {
    return this.cti({ type: 'SetAgentModeEvent', time: this.now, peripheralId: 5000, status });
  }

  agentStateAtSwitch(elsewhere: { desk: string; device: string; since: number } | null = null): this {
    return this.cti({
      type: 'QueryAgentStateConf',
      time: this.now,
      agentId: '12345',
      state: elsewhere ? 'NotReady' : 'LoggedOut',
      loggedInElsewhere: elsewhere,
    });
  }

  /** @param onDevice the calls that the device's half names, where these are not the same */
  snapshots(
    calls: readonly Call[] = [],
    agent: Partial<AgentSnapshot> = {},
    onDevice: readonly string[] = calls.map(({ callId }) => callId),
  ): this {
    this.agent(agent);
    this.cti({
      type: 'SnapshotDeviceConf',
      time: this.now,
      device: '52513',
      sip: this.model.identity.phone === 'softphone' ? { user: '52513', password: 'sip-secret' } : null,
      callIds: [...onDevice],
    });
    return this.cti({ type: 'SnapshotCallsConf', time: this.now, calls: [...calls] });
  }

  /** All of the login, as it goes when nothing is wrong. */
  loggedIn(): this {
    return this.configured().logIn().licence().ctiUp().systemIs().agentStateAtSwitch().snapshots();
  }

  after(ms: number): this {
    this.now += ms;
    return this;
  }
}

function numbers(type: CtiAnswer['type']): boolean {
  return ['SetAgentModeEvent', 'SystemEvent', 'AgentStateEvent', 'SnapshotCallsConf', 'CallEvent'].includes(
    type,
  );
}
