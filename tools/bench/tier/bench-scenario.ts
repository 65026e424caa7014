/** Who is in the contact centre of this measurement: as many agents and telephones as there are connections. */
export interface BenchCentre {
  readonly domain: string;
  readonly agents: readonly { readonly id: string; readonly password: string; readonly device: string }[];
  /** Telephones that register by SIP. */
  readonly devices: readonly { readonly number: string; readonly password: string }[];
  /** A number that is busy, and one that answers at once. */
  readonly busy: string;
  readonly answering: string;
  /** As a scenario for the tier: JSON, which is YAML too. */
  readonly scenario: string;
}

export function benchCentre(connections: number, peripheralId: number): BenchCentre {
  const each = Array.from({ length: connections }, (_, index) => String(index).padStart(3, '0'));
  const agents = each.map((index) => ({
    id: `1${index}`,
    password: `secret${index}`,
    device: `7${index}`,
  }));
  const devices = each.map((index) => ({ number: `5${index}`, password: `quiet-otter-${index}` }));
  const domain = 'bench.example';
  const busy = '01632960004';
  const answering = '01632960001';
  const scenario = {
    name: 'Bench',
    cluster: { id: 'bench', name: 'Bench', sipDomain: domain },
    peripheral: { id: peripheralId, desktopLostAfter: '60 s' },
    licences: { seats: connections, grace: '60 s' },
    skillGroups: [{ id: 1, name: 'Everybody', number: '9001', noAnswer: '20 s', wrapUp: '0 s' }],
    agents: agents.map(({ id, password }) => ({
      id,
      name: `Agent ${id}`,
      password,
      skillGroups: ['Everybody'],
    })),
    devices: [
      ...devices.map(({ number, password }) => ({ number, sipPassword: password })),
      ...agents.map(({ device }) => ({ number: device, sipPassword: `unused-${device}` })),
    ],
    farEnds: [
      { number: busy, name: 'Busy', answers: 'busy', voice: 'silence' },
      { number: answering, name: 'At once', answers: '0 s', voice: 'silence' },
    ],
    callers: [],
    desktop: {
      notReadyReasons: [{ code: 1, label: 'Break' }],
      logoutReasons: [],
      dispositions: [],
      dispositionRequired: false,
      rejectVoice: false,
      heartbeatDeadline: '3 s',
    },
    profiles: [{ name: 'Bench', site: 'Bench' }],
  };
  return { domain, agents, devices, busy, answering, scenario: JSON.stringify(scenario) };
}
