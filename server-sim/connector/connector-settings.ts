import type { ChannelDefaults } from '../../contract/sessions/channel-sessions.ts';
import { type IniWarnings, type NumberKey, readKeys } from '../ini/ini-keys.ts';

/** The keys of CRMConnectorSAP's [CONFIG], with the seed's defaults and ranges (seed 001, "Configuration-Keys"). */
const keys = {
  AppItemMaxSession: { usual: 5, least: 1, most: 6 },
  AppActionRoutingMaxSession: { usual: 1, least: 1, most: 6 },
  AppActionRoutingDefaultSession: { usual: 1, least: 1, most: 6 },
  AppChatMaxSession: { usual: 1, least: 1, most: 5 },
  AppChatDefaultSession: { usual: 1, least: 1, most: 5 },
  /** Hidden. The seed's editions disagree on whether the phone counts 1, or 1 and its buffer session. */
  AppPhoneDefaultSession: { usual: 1, least: 1, most: 2 },
  AppChatMsWrapup: { usual: 0, least: 0, most: 1 },
  CtiCheckMediaByDirectCall: { usual: 1, least: 0, most: 1 },
  AgentLoginType: { usual: 0, allowed: [0, 1, 2, 5] },
  /** How often an interaction is offered before it is given up: with RONA, and in all. */
  RouteRonaTryCount: { usual: 10, least: 1, most: 100 },
  RouteTryCount: { usual: 10, least: 1, most: 100 },
  /** How long an interaction rings, seconds. The sources give no default: these are ours. */
  MediaChatRonaTimeout: { usual: 30, least: 1, most: 3_600 },
  MediaMailRonaTimeout: { usual: 60, least: 1, most: 3_600 },
  MediaDefaultRonaTimeout: { usual: 30, least: 1, most: 3_600 },
} satisfies Record<string, NumberKey>;

type KeyName = keyof typeof keys;
type Values = Readonly<Record<KeyName, number>>;

/** What the connector goes by. Numbers of sessions; times in milliseconds. */
export interface ConnectorSettings {
  readonly most: { readonly sessions: number; readonly actions: number; readonly chats: number };
  readonly defaults: ChannelDefaults;
  /** Which chats enter wrap-up: the last one that ends, or each. */
  readonly chatWrapUp: 'last' | 'each';
  /** Whether a direct call, action item or chat is hidden while other media are active. */
  readonly hidesDirect: boolean;
  readonly loginType: 0 | 1 | 2 | 5;
  readonly tries: { readonly afterRona: number; readonly all: number };
  readonly ronaMs: { readonly chat: number; readonly mail: number; readonly other: number };
}

/** Reads the connector's INI file. Whatever cannot be used is told, with what is used in its place. */
export function readConnectorSettings(
  file: string,
  text: string,
): { readonly settings: ConnectorSettings; readonly warnings: IniWarnings } {
  const read = readKeys(file, text, 'CONFIG', keys);
  const fitting = fitDefaults(read.values);
  return { settings: settingsOf(fitting.values), warnings: [...read.warnings, ...fitting.warnings] };
}

/** Defaults that add up to more than an agent may have are all set to 1, with the seed's own message. */
function fitDefaults(values: Values): { readonly values: Values; readonly warnings: IniWarnings } {
  const { AppItemMaxSession: most } = values;
  const sum =
    values.AppPhoneDefaultSession + values.AppActionRoutingDefaultSession + values.AppChatDefaultSession;
  if (sum <= most) return { values, warnings: [] };
  const ones = { AppPhoneDefaultSession: 1, AppActionRoutingDefaultSession: 1, AppChatDefaultSession: 1 };
  const message = `Used default session values are greater than AppItemMaxSession = ${most} -> set AppPhoneDefaultSession=1, AppActionRoutingDefaultSession=1, AppChatDefaultSession=1`;
  return { values: { ...values, ...ones }, warnings: [message] };
}

function asLoginType(value: number): ConnectorSettings['loginType'] {
  return value === 1 || value === 2 || value === 5 ? value : 0;
}

function settingsOf(values: Values): ConnectorSettings {
  return {
    most: {
      sessions: values.AppItemMaxSession,
      actions: values.AppActionRoutingMaxSession,
      chats: values.AppChatMaxSession,
    },
    defaults: { actions: values.AppActionRoutingDefaultSession, chats: values.AppChatDefaultSession },
    chatWrapUp: values.AppChatMsWrapup === 1 ? 'each' : 'last',
    hidesDirect: values.CtiCheckMediaByDirectCall === 1,
    loginType: asLoginType(values.AgentLoginType),
    tries: { afterRona: values.RouteRonaTryCount, all: values.RouteTryCount },
    ronaMs: {
      chat: values.MediaChatRonaTimeout * 1_000,
      mail: values.MediaMailRonaTimeout * 1_000,
      other: values.MediaDefaultRonaTimeout * 1_000,
    },
  };
}
