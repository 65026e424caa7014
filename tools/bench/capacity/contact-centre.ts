import { HeadlessAgent } from '../../../e2e/support/headless-agent.ts';
import type { RunningTier } from '../../../e2e/support/tier.ts';

export const skillGroup = { id: 1, name: 'Everybody', number: '9001' } as const;
export const agentRecord = { id: '12345', password: 'xxyyzz', device: '52513' } as const;
export const profile = 'Everything';

/** A contact centre whose connector allows each channel its most: what is blocked, the tables' total blocks. */
export const capacityScenario = {
  name: 'Capacity',
  cluster: { id: 'capacity', name: 'Capacity', sipDomain: 'capacity.example' },
  peripheral: { id: 5_000, desktopLostAfter: '60 s' },
  licences: { seats: 2, grace: '60 s' },
  skillGroups: [{ ...skillGroup, noAnswer: '60 s', wrapUp: '0 s' }],
  agents: [
    {
      id: agentRecord.id,
      name: 'Inés Duarte',
      password: agentRecord.password,
      skillGroups: [skillGroup.name],
    },
  ],
  devices: [{ number: agentRecord.device, sipPassword: 'quiet-otter-4711' }],
  connector: {
    text: [
      '[CONFIG]',
      'AppItemMaxSession=6',
      'AppActionRoutingMaxSession=6',
      'AppChatMaxSession=5',
      'CtiCheckMediaByDirectCall=0',
    ].join('\n'),
  },
  desktop: { notReadyReasons: [], logoutReasons: [], dispositions: [], heartbeatDeadline: '3 s' },
  profiles: [{ name: profile, site: 'Here', sessions: true, multiSession: true }],
} as const;

/** A desk without a screen, and without a phone of its own, that logs in again and again. */
export class CapacityAgent {
  readonly desk: HeadlessAgent;
  #hasLoggedIn = false;

  constructor({ addresses }: RunningTier, temporary: string) {
    const { a, b } = addresses.configuration;
    const login = ['--profile', profile, '--login', '-'];
    this.desk = new HeadlessAgent(['--config', a, '--config', b, ...login], temporary);
  }

  /** Logs in for these media; why not, where it was refused: the error's details, and its sentence. */
  async logIn(media: string): Promise<{ readonly details: object; readonly message: string } | null> {
    const { id, password, device } = agentRecord;
    const loginString = `${id};${password};${device};${media}`;
    if (this.#hasLoggedIn) return this.desk.command({ type: 'logIn', profile, loginString, takeOver: false });
    // Its first line is a login string, and waits for the profiles.
    this.#hasLoggedIn = true;
    this.desk.write(loginString);
    const { outcome } = await this.desk.answerTo('outcome', 'login');
    return outcome.ok ? null : outcome.error;
  }

  async stop(): Promise<void> {
    this.desk.signal('SIGTERM');
    await this.desk.ended;
  }
}
