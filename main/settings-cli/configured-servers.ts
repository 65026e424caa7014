import type { Side } from '../../contract/servers/server-kind.ts';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import type { InForce } from '../../contract/settings/settings-view.ts';
import { describeCause } from '../servers/connection-cause.ts';
import type { Resolved } from '../settings/layers/in-force.ts';
import { askConfiguration, type ServerAnswer } from './ask-configuration.ts';
import type { SettingsContext } from './context.ts';
import { fromWords } from './value-words.ts';

/** An address of the settings, and what is there. */
export interface AskedServer {
  readonly side: Side;
  /** Blank: none is set. */
  readonly address: string;
  /** Where the address comes from. */
  readonly setting: InForce;
  /** Null: there is no address to ask at. */
  readonly answer: ServerAnswer | null;
  /** Why it gave nothing, with the source of its address; null: it did. */
  readonly failure: string | null;
}

const keys = [
  ['A', 'configurationServers.a'],
  ['B', 'configurationServers.b'],
] as const satisfies readonly (readonly [Side, SettingKey])[];

/** Asks both configured configuration servers at once. */
export function askConfigured(
  { settings }: Resolved,
  { encryption, timers, newId }: Pick<SettingsContext, 'encryption' | 'timers' | 'newId'>,
): Promise<readonly AskedServer[]> {
  return Promise.all(
    keys.map(async ([side, key]): Promise<AskedServer> => {
      const setting = settings[key];
      const address = String(setting.value).trim();
      const answer = address === '' ? null : await askConfiguration({ address, encryption, timers, newId });
      return { side, address, setting, answer, failure: whatFailed(side, address, setting, answer) };
    }),
  );
}

function whatFailed(
  side: Side,
  address: string,
  setting: InForce,
  answer: ServerAnswer | null,
): string | null {
  if (answer === null) {
    const why = setting.source === 'default' ? 'nobody set it' : `it comes from ${fromWords(setting)}`;
    return `The address of configuration server ${side} is blank: ${why}.`;
  }
  return answer.type === 'answers'
    ? null
    : `${describeCause('configuration', side, address, answer.cause)} Its address comes from ${fromWords(setting)}.`;
}

/**
 * The clusters whose servers have said Hello there. Where they are two, nobody but IT knows which one is meant: what
 * either of them names is no reason to change the address of the other.
 */
export function clustersThere(servers: readonly AskedServer[]): readonly string[] {
  return [...new Set(servers.flatMap(({ answer }) => answer?.hello?.cluster ?? []))];
}

/** How `--json` shows a server that was asked. */
export function serverJson(server: AskedServer): Readonly<Record<string, unknown>> {
  const { side, address, setting, answer, failure } = server;
  return {
    side,
    address,
    source: setting.source,
    place: setting.place,
    answers: answer?.type === 'answers',
    role: answer?.hello?.side ?? null,
    cluster: answer?.hello?.cluster ?? null,
    cause: answer?.type === 'fails' ? answer.cause : null,
    message: failure,
  };
}
