import { extname } from 'node:path';
import { fail, ok, type Result } from '../../../contract/result.ts';
import { type SettingKey, settingKeys } from '../../../contract/settings/declared-settings.ts';
import { windowsPolicyKey } from '../../../contract/settings/policy-places.ts';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import { resolve } from '../../settings/layers/in-force.ts';
import type { Layer } from '../../settings/layers/layer.ts';
import { legacyPlaces } from '../../settings/legacy/legacy-servers.ts';
import { jsonPolicies } from '../../settings/sources/json-policies.ts';
import { parseReg } from '../../settings/sources/reg-file/parse-reg.ts';
import type { RegFile } from '../../settings/sources/reg-file/reg-file.ts';
import { regPolicies } from '../../settings/sources/reg-file/reg-policies.ts';
import { registryOf } from '../../settings/sources/reg-file/reg-registry.ts';
import { sameInRegistry } from '../../settings/sources/registry/registry.ts';
import { policyHives } from '../../settings/sources/registry/registry-layer.ts';
import type { Target } from '../targets.ts';
import { removals } from './removals.ts';

/** A value of a file that may be imported. */
export interface Candidate {
  readonly key: SettingKey;
  /** As the file names it. */
  readonly name: string;
  /** Where it stands: "line 12", "HKLM\SOFTWARE\…". */
  readonly at: string;
  readonly value: SettingValue;
  /** Whom the file means it for. */
  readonly target: Target;
  /** The key of the older desktop that it is of: its servers are a pair, taken whole or not; null: it is our own. */
  readonly legacy: string | null;
}

export interface Candidates {
  readonly found: readonly Candidate[];
  /** What is in the file and can be nobody's, a sentence each. */
  readonly problems: readonly string[];
  /** It is meant for us, though it may set nothing: an export of no settings. */
  readonly isOurs: boolean;
}

/** What a file has for import: policies of ours, as .reg or as JSON, and the servers of an older desktop. */
export function candidatesOf(file: string, bytes: Buffer): Result<Candidates, string> {
  if (extname(file).toLowerCase() !== '.json') return ok(ofReg(file, parseReg(bytes)));
  const entries = jsonPolicies(bytes.toString('utf8'));
  if (!entries.ok) return fail(`${file} is damaged: ${entries.error}.`);
  const layer: Layer = { kind: 'machine-policy', place: file, entries: entries.value, problems: [] };
  return ok({ ...ofLayers([layer], () => 'user'), isOurs: true });
}

function ofReg(file: string, reg: RegFile): Candidates {
  const own = ofLayers(regPolicies(reg, file), (layer) =>
    layer.kind === 'machine-policy' ? 'machine' : 'user',
  );
  const legacy = legacyPlaces(registryOf(reg));
  return {
    found: [
      ...own.found,
      ...legacy.flatMap(({ place, a, b }) => [
        ...(a ? [server('configurationServers.a', place, a)] : []),
        ...(b ? [server('configurationServers.b', place, b)] : []),
      ]),
    ],
    isOurs: reg.keys.some(
      ({ hive, path }) =>
        policyHives.some((one) => one.hive === hive) && sameInRegistry(path, windowsPolicyKey),
    ),
    problems: [...own.problems, ...removals(file, reg), ...legacy.flatMap(({ problems }) => problems)],
  };
}

function server(
  key: SettingKey,
  place: string,
  { name, address }: { readonly name: string; readonly address: string },
): Candidate {
  return { key, name, at: place, value: address, target: 'user', legacy: place };
}

function ofLayers(layers: readonly Layer[], targetOf: (layer: Layer) => Target): Omit<Candidates, 'isOurs'> {
  const each = layers.map((layer) => {
    // Whether it may be set for whom it is meant is looked at later: here only whether it is right.
    const { settings, problems } = resolve([{ ...layer, kind: 'machine-policy' }]);
    const found = settingKeys.flatMap((key): readonly Candidate[] => {
      const entry = layer.entries.findLast((one) => one.key === key);
      const { source, value } = settings[key];
      if (!entry || source === 'default') return [];
      return [
        { key, name: entry.name, at: entry.at ?? layer.place, value, target: targetOf(layer), legacy: null },
      ];
    });
    return { found, problems: problems.map(({ message }) => message) };
  });
  return {
    found: each.flatMap(({ found }) => found),
    problems: each.flatMap(({ problems }) => problems),
  };
}
