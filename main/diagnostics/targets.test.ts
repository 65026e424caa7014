import { expect, test } from 'vitest';
import type { ConnectionProfile } from '../../contract/configuration/profile.ts';
import { resolve } from '../settings/layers/in-force.ts';
import { serverTargets } from './targets.ts';

const hamburg: ConnectionProfile = {
  name: 'Hamburg',
  site: 'HH',
  peripheralId: 1,
  cti: { a: 'cti-a:8110', b: 'cti-b:8110' },
  licensing: { a: 'lic-a:8090', b: 'lic-b:8090' },
  sip: { a: 'sip-a:8443', b: 'sip-b:8443', domain: 'example' },
  agentLoginType: 0,
  sessions: null,
  multiSession: false,
};
const berlin: ConnectionProfile = {
  ...hamburg,
  name: 'Berlin',
  cti: { a: 'CTI-B:8110', b: 'cti-c:8110' },
  sessions: { a: 'csm-a:8150', b: 'csm-b:8150' },
};

function settingsWith(values: Readonly<Record<string, string>>) {
  const entries = Object.entries(values).map(([key, value]) => ({
    name: key,
    key: key as 'configurationServers.a',
    value: { type: 'value' as const, value },
    at: null,
  }));
  return resolve([{ kind: 'user', place: 'settings.json', entries, problems: [] }]).settings;
}

const settings = settingsWith({ 'configurationServers.a': 'cfg-a:8100' });

test('what the last profile names is checked, by kind, with where it comes from', () => {
  const targets = serverTargets({ settings, profiles: [hamburg, berlin], lastProfile: 'Hamburg' });
  expect(targets.map(({ kind, sides, address }) => `${kind} ${sides.join('')} ${address}`)).toEqual([
    'configuration A cfg-a:8100',
    'licensing A lic-a:8090',
    'licensing B lic-b:8090',
    'cti A cti-a:8110',
    'cti B cti-b:8110',
    'sip A sip-a:8443',
    'sip B sip-b:8443',
  ]);
  expect(targets[0]?.source).toBe("this computer's own settings");
  expect(targets[3]?.source).toBe('the profile "Hamburg" of the cluster');
});

test('before the first login every profile counts, each address once', () => {
  const targets = serverTargets({ settings, profiles: [hamburg, berlin], lastProfile: null });
  expect(targets.filter(({ kind }) => kind === 'cti').map(({ sides, address }) => [address, sides])).toEqual([
    ['cti-a:8110', ['A']],
    ['cti-b:8110', ['A', 'B']],
    ['cti-c:8110', ['B']],
  ]);
  expect(targets.filter(({ kind }) => kind === 'sessions')).toHaveLength(2);
});

test('a profile that is not there any more counts as none', () => {
  expect(serverTargets({ settings, profiles: [hamburg], lastProfile: 'Bremen' })).toHaveLength(7);
});

test('where no configuration server is set, that is what is to be checked', () => {
  const targets = serverTargets({ settings: settingsWith({}), profiles: [], lastProfile: null });
  expect(targets).toEqual([
    { type: 'server', kind: 'configuration', sides: ['A', 'B'], address: '', source: null },
  ]);
});
