import type { DesktopSettings, LabelledCode } from '../../../contract/configuration/desktop-settings.ts';
import type { Configuration, ConfigurationAnswer } from '../../../contract/configuration/messages.ts';
import type { ConnectionProfile } from '../../../contract/configuration/profile.ts';
import type { LicensingAnswer } from '../../../contract/licensing/messages.ts';
import { formOfProfile } from '../../../contract/login-string/of-profile.ts';
import type { AgentLoginType } from '../../../contract/login-string/parts.ts';
import { failureConf, heartbeatConf, helloFields, servers } from './common.ts';
import { agentId, figure, flag, hostName, identifier, label, licence, secret, text } from './leaf-rules.ts';
import type { Masks } from './masks.ts';
import { fields, list, nullable, optional, type Rule, variants } from './rules.ts';

const codes: Rule<LabelledCode[]> = list(fields<LabelledCode>({ code: figure, label }));

const profileFields: Rule<ConnectionProfile> = fields<ConnectionProfile>({
  name: label,
  site: label,
  peripheralId: figure,
  cti: fields(servers),
  licensing: fields(servers),
  sip: fields({ ...servers, domain: hostName }),
  agentLoginType: figure as Rule<AgentLoginType>,
  sessions: nullable(fields(servers)),
  multiSession: flag,
});

/** A profile that the cluster names is known from then on, where an agent chooses it. */
const profile: Rule<ConnectionProfile> = (given, masks) => {
  const masked = profileFields(given, masks);
  if (masked.name === given.name) masks.knowProfile(masked.name, formOfProfile(masked));
  return masked;
};

/** Of a screen pop's address the scheme and the names of its variables; a host or a key in it is left out. */
const template: Rule<string> = (value, masks) => {
  const names = [...value.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  for (const name of names) masks.knowVariable(name);
  const places = names.map((name) => `{${name}}`).join('/');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1];
  return scheme === undefined || !URL.canParse(value.replaceAll(/\{[^{}]*\}/g, 'x'))
    ? `hidden ${places}`
    : `${scheme}://hidden/${places}`;
};

const scheme: Rule<string> = (value, masks) =>
  /^[a-z][a-z0-9+.-]{0,20}$/.test(value) ? value : masks.text(value);

type StandardReply = NonNullable<DesktopSettings['standardReplies']>[number];
type ScreenPop = NonNullable<DesktopSettings['screenPop']>;

const desktop: Rule<DesktopSettings> = fields<DesktopSettings>({
  notReadyReasons: codes,
  logoutReasons: codes,
  dispositions: codes,
  dispositionRequired: flag,
  screenPop: nullable(fields<ScreenPop>({ template, schemes: list(scheme) })),
  standardReplies: optional(
    list<StandardReply>(fields<StandardReply>({ title: text, text })) as Rule<StandardReply[]>,
  ),
  httpSessions: optional(figure),
  rerouteReasons: optional(flag),
  rejectVoice: flag,
  heartbeatDeadlineMs: figure,
  standbyProbeMs: optional(figure),
  homeAfterMs: optional(figure),
  silenceWarnMs: optional(figure),
  silenceEndMs: optional(figure),
});

export const configuration: Rule<Configuration> = fields<Configuration>({
  revision: figure,
  configurationServers: fields(servers),
  cluster: fields({ id: label, name: label }),
  profiles: list(profile),
  desktop,
});

/** What configuration servers say. */
export const configurationAnswer: Rule<ConfigurationAnswer> = variants<ConfigurationAnswer, 'type'>('type', {
  Hello: helloFields,
  HeartbeatConf: heartbeatConf,
  FailureConf: failureConf,
  GlobalSettingsDownloadConf: { id: identifier, time: figure, configuration },
  GlobalSettingsChangedEvent: { time: figure, configuration },
  QueryAgentRecordConf: { id: identifier, agentId, password: nullable(secret) },
});

/** What licensing servers say. */
export const licensingAnswer: Rule<LicensingAnswer> = variants<LicensingAnswer, 'type'>('type', {
  Hello: helloFields,
  HeartbeatConf: heartbeatConf,
  FailureConf: failureConf,
  AcquireLicenceConf: {
    id: identifier,
    licence,
    seats: figure,
    inUse: figure,
    graceMs: figure,
    time: figure,
  },
  ReleaseLicenceConf: { id: identifier },
});

/** The name of a profile as an agent, or a line on stdin, gives it: only one that there is. */
export function chosenProfile(name: string, masks: Masks): string {
  return masks.isProfile(name) ? name : masks.text(name);
}
