import type { Choice, Setting, TextFormat } from './setting.ts';

type About<Value extends Setting['byDefault']> = Omit<Setting<Value>, 'kind'>;

function flag(about: About<boolean>): Setting<boolean> {
  return { kind: { type: 'flag' }, ...about };
}

function text(format: TextFormat, longest: number, about: About<string>): Setting<string> {
  return { kind: { type: 'text', longest, format }, ...about };
}

function list(format: TextFormat, most: number, about: About<readonly string[]>): Setting<readonly string[]> {
  return { kind: { type: 'list', most, longest: 1_000, format }, ...about };
}

function number(
  bounds: { readonly least: number; readonly most: number; readonly unit: string },
  about: About<number>,
): Setting<number> {
  return { kind: { type: 'number', ...bounds }, ...about };
}

function choice<const Value extends string>(
  choices: readonly (Choice & { readonly value: Value })[],
  about: About<Value>,
): Setting<Value> {
  return { kind: { type: 'choice', choices }, ...about };
}

const order = [
  { value: 'random', title: 'At random' },
  { value: 'primary-first', title: 'Primary first' },
] as const;

/**
 * Every setting of the desktop, declared once. From here come its check, the settings screen, docs/settings.md and what
 * IT deploys (assets/policies). What the desk merely remembers (devices, window, last profile) is no setting.
 */
export const declaredSettings = {
  'configurationServers.a': text('server', 300, {
    byDefault: '',
    scope: 'user',
    category: 'Servers',
    since: '0.1.0',
    takesEffect: 'at once',
    title: 'Configuration server A',
    text: 'Address of the primary configuration server, as host:port or [IPv6]:port; with wss:// or ws:// before it where encryption is to be said. Blank or wrong is no harm as long as the other one answers: the cluster then corrects both, unless a policy sets them.',
  }),
  'configurationServers.b': text('server', 300, {
    byDefault: '',
    scope: 'user',
    category: 'Servers',
    since: '0.1.0',
    takesEffect: 'at once',
    title: 'Configuration server B',
    text: 'Address of the secondary configuration server, as host:port or [IPv6]:port.',
  }),
  'configurationServers.name': text('cluster-name', 300, {
    byDefault: '',
    scope: 'user',
    category: 'Servers',
    since: '0.1.0',
    takesEffect: 'at once',
    title: 'Name of the cluster',
    text: 'A DNS name (host or host:port) or SRV record (_service._tcp.domain) that leads to the configuration servers. It is asked when neither address answers, so that a cluster that has moved is found.',
  }),
  serverOrder: choice(order, {
    byDefault: 'random',
    scope: 'user',
    category: 'Servers',
    since: '0.1.0',
    takesEffect: 'next login',
    title: 'Order of servers',
    text: 'Which server of a pair is tried first: either at random, which spreads the load, or the primary. With primary first the desk also comes home to the primary when its agent is idle. For the configuration servers a change counts from the next start.',
  }),
  phoneOrder: choice(order, {
    byDefault: 'random',
    scope: 'user',
    category: 'Servers',
    since: '0.1.0',
    takesEffect: 'next login',
    title: 'Order of SIP servers',
    text: 'Which of the two SIP servers the phone registers with first: either at random, which spreads the load, or the primary. With primary first the phone also comes home to the primary when its agent is idle.',
  }),
  allowPlaintext: flag({
    byDefault: false,
    scope: 'machine',
    category: 'Security',
    since: '0.1.0',
    takesEffect: 'next start',
    title: 'Allow connections without encryption',
    text: 'Whether servers on other computers may be spoken with without TLS where their address asks for it (ws://), SIP included. The desk shows that it uses such a connection. Servers on this computer need no encryption.',
  }),
  'tls.systemAuthorities': flag({
    byDefault: true,
    scope: 'machine',
    category: 'Security',
    since: '0.1.0',
    takesEffect: 'next start',
    title: "Trust the computer's certificate authorities",
    text: "Whether a server's certificate may come from any authority that this computer trusts, such as the enterprise's own. Where it is off, only those count whose files the policy TlsAuthorities names.",
  }),
  'tls.authorities': list('file', 10, {
    byDefault: [],
    scope: 'machine',
    category: 'Security',
    since: '0.1.0',
    takesEffect: 'next start',
    title: 'Certificate authorities of the contact centre',
    text: 'Files with certificates (PEM) of authorities that servers of the contact centre may have theirs from.',
  }),
  rememberPassword: flag({
    byDefault: false,
    scope: 'machine',
    category: 'Security',
    since: '0.1.0',
    takesEffect: 'at once',
    title: 'Offer to remember the password',
    text: "Whether the login dialog offers agents to remember their password on this computer; each decides for himself. It is kept in the system's secure storage alone, and nothing is offered where there is none. Where this is off, a password that was remembered before is deleted at once, or at the next start.",
  }),
  theme: choice(
    [
      { value: 'system', title: 'As the system' },
      { value: 'light', title: 'Light' },
      { value: 'dark', title: 'Dark' },
    ],
    {
      byDefault: 'system',
      scope: 'user',
      category: 'Desk',
      since: '0.1.0',
      takesEffect: 'at once',
      title: 'Appearance',
      text: 'Light or dark; otherwise as the system is set.',
    },
  ),
  raiseOnOffer: flag({
    byDefault: true,
    scope: 'user',
    category: 'Desk',
    since: '0.1.0',
    takesEffect: 'at once',
    title: 'Come to the front when work is offered',
    text: 'Whether the window comes before others when a call, a chat or other work is offered.',
  }),
  offerLegacyImport: flag({
    byDefault: true,
    scope: 'machine',
    category: 'Desk',
    since: '0.1.0',
    takesEffect: 'next start',
    title: 'Offer servers of an older desktop',
    text: 'Whether the desk offers, once, to take over the servers of a CTI OS desktop or of Cisco Agent Desktop that it finds on this computer.',
  }),
  logLevel: choice(
    [
      { value: 'debug', title: 'Everything' },
      { value: 'info', title: 'What happens' },
      { value: 'warn', title: 'Warnings and errors' },
      { value: 'error', title: 'Errors' },
    ],
    {
      byDefault: 'info',
      scope: 'user',
      category: 'Diagnostics',
      since: '0.1.0',
      takesEffect: 'at once',
      title: 'What the log keeps',
      text: 'From which level on lines are written to the log. The flight recorder does not depend on it.',
    },
  ),
  'recorder.days': number(
    { least: 1, most: 30, unit: 'days' },
    {
      byDefault: 7,
      scope: 'machine',
      category: 'Diagnostics',
      since: '0.1.0',
      takesEffect: 'next start',
      title: 'How long the flight recorder keeps',
      text: 'After so many days what the flight recorder wrote is deleted, or sooner when it takes too much room.',
    },
  ),
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingKey = keyof typeof declaredSettings;

/** The value of one setting, as its declaration's default tells. */
export type ValueOf<Key extends SettingKey> = (typeof declaredSettings)[Key]['byDefault'];

export type SettingsInForce = { readonly [Key in SettingKey]: ValueOf<Key> };

/** The settings that a cluster tells too (seed 004): the addresses of its configuration servers. */
export const addressKeys = ['configurationServers.a', 'configurationServers.b'] as const;
export type AddressKey = (typeof addressKeys)[number];

export function isAddressKey(key: SettingKey | null): key is AddressKey {
  return addressKeys.some((one) => one === key);
}

export const settingKeys = Object.keys(declaredSettings) as readonly SettingKey[];

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(declaredSettings, text);
}

/** `configurationServers.a` is the policy `ConfigurationServersA`: letters and digits alone, or gpedit breaks. */
export function policyName(key: SettingKey): string {
  return key.replaceAll(/(?:^|\.)([a-z])/g, (_, first: string) => first.toUpperCase());
}

const keysOfPolicies: ReadonlyMap<string, SettingKey> = new Map(
  settingKeys.map((key) => [policyName(key).toLowerCase(), key]),
);

/** The setting of a policy, in whatever case: the registry knows none. */
export function keyOfPolicy(name: string): SettingKey | null {
  return keysOfPolicies.get(name.toLowerCase()) ?? null;
}
