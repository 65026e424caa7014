import { describe, expect, test } from 'vitest';
import { policyName, type SettingKey } from '../../../contract/settings/declared-settings.ts';
import type { LegacyOffer } from '../../../contract/settings/legacy-offer.ts';
import { memoryLog } from '../../log/testing/test-logs.ts';
import { createLocalSettings } from '../desk-store.ts';
import { memorySettingsStore, type SettingsStore } from '../settings-file.ts';
import { createLegacyOffers, type LegacyOffers } from './legacy-offers.ts';
import type { LegacyServers } from './legacy-servers.ts';

const place = 'HKLM\\SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs';
const both: LegacyServers = {
  desktop: 'CTI OS',
  place,
  a: { name: 'CTIOSA', text: 'old-a', address: 'old-a:8100' },
  b: { name: 'CTIOSB', text: 'old-b', address: 'old-b:8100' },
  problems: [],
};
const offer: LegacyOffer = { desktop: 'CTI OS', place, a: 'old-a:8100', b: 'old-b:8100' };
const policyPlace = 'HKLM\\SOFTWARE\\Policies\\Switchhook';

interface World {
  readonly file?: Readonly<Record<string, unknown>>;
  readonly policy?: Partial<Record<SettingKey, unknown>>;
  readonly found?: readonly LegacyServers[];
  readonly store?: SettingsStore;
}

async function started({ file = {}, policy = {}, found = [both], store }: World = {}) {
  const log = memoryLog();
  const used = store ?? memorySettingsStore('settings.json');
  used.set({ ...file });
  const entries = Object.entries(policy).map(([key, value]) => ({
    name: policyName(key as SettingKey),
    key: key as SettingKey,
    value: { type: 'value', value } as const,
    at: null,
  }));
  const settings = createLocalSettings({
    store: used,
    policies: [
      {
        read: () => [{ kind: 'machine-policy', place: policyPlace, entries, problems: [] }],
        watch: () => () => {},
      },
    ],
    now: Date.now,
    log,
  });
  let looks = 0;
  const again = (): LegacyOffers =>
    createLegacyOffers({
      settings,
      find: async () => {
        looks += 1;
        return found;
      },
      now: () => 1_000,
      log,
    });
  const offers = again();
  const told: (LegacyOffer | null)[] = [];
  offers.onChange((now) => told.push(now));
  await offers.look();
  return { settings, store: used, offers, told, log, again, looks: () => looks };
}

const addresses = (a: string, b: string) => ({ configurationServers: { a, b } });

describe('offered', () => {
  test.each<[string, World]>([
    ['where no address is set', {}],
    ['where both are blank', { file: addresses('', ' ') }],
    ['where the user has set others', { file: addresses('mine:1', 'old-b:8100') }],
  ])('%s', async (_, world) => {
    const { offers, told } = await started(world);
    expect(offers.offered()).toEqual(offer);
    expect(told).toEqual([offer]);
  });

  test('one side alone, and what is wrong with the other is in the log', async () => {
    const { offers, log } = await started({
      found: [{ ...both, a: null, problems: ['"CTIOSA" is not used.'] }],
    });
    expect(offers.offered()).toEqual({ ...offer, a: null });
    expect(log.lines.map(({ level, sentence }) => [level, sentence])).toEqual([
      ['warn', '"CTIOSA" is not used.'],
    ]);
  });

  test('the first that is found, and no other', async () => {
    const other = { ...both, desktop: 'Cisco Agent Desktop', place: 'elsewhere' } as const;
    const { offers } = await started({ found: [both, other] });
    expect(offers.offered()?.desktop).toBe('CTI OS');
  });
});

describe('not offered', () => {
  const told = { a: 'new-a:1', b: 'new-b:1' };
  test.each<[string, World]>([
    ['where nothing is found', { found: [] }],
    ['where they are set already, however written', { file: addresses('OLD-A:8100', ' old-b:8100') }],
    ['where the cluster has named its own', { file: { configurationServers: told, toldByCluster: told } }],
    [
      'where one side is all there is, and set',
      { file: addresses('', 'old-b:8100'), found: [{ ...both, a: null }] },
    ],
  ])('%s', async (_, world) => {
    const { offers, told: changes, log } = await started(world);
    expect([offers.offered(), changes, log.lines]).toEqual([null, [], []]);
  });

  test('where policy says that nothing is to be offered, and then nothing is looked for', async () => {
    const { offers, looks } = await started({ policy: { offerLegacyImport: false } });
    expect([offers.offered(), looks()]).toEqual([null, 0]);
  });

  test('where a policy locks an address, and the log says so once', async () => {
    const { offers, settings, log } = await started({ policy: { 'configurationServers.b': 'policy:1' } });
    settings.set({ theme: 'dark' });
    expect(offers.offered()).toBeNull();
    expect(log.lines.map(({ sentence }) => sentence)).toEqual([
      `The servers of CTI OS in ${place} are not offered: "configurationServers.b" is set by policy in ${policyPlace}.`,
    ]);
  });

  test('any more as soon as a cluster has named its servers; what the user sets then is his', async () => {
    const { offers, settings, told } = await started();
    settings.heal({ a: 'new-a:1', b: 'new-b:1' });
    expect(offers.offered()).toBeNull();
    expect(told).toEqual([offer, null]);
    expect(offers.answer('use')).toMatchObject({ ok: false });
    expect(settings.read()).toMatchObject({
      legacyImport: null,
      inForce: { 'configurationServers.a': 'new-a:1' },
    });
  });
});

describe('an answer', () => {
  test('that they are to be used: they are the user’s addresses, and it is never asked again', async () => {
    const { offers, settings, told, store, again, log } = await started();
    expect(offers.answer('use')).toEqual({ ok: true, unsaved: null });
    expect(settings.resolved().settings['configurationServers.a']).toMatchObject({
      value: 'old-a:8100',
      source: 'user',
    });
    expect(told).toEqual([offer, null]);
    expect(store.store).toMatchObject({
      configurationServers: { a: 'old-a:8100', b: 'old-b:8100' },
      legacyImport: { answer: 'use', at: 1_000, ...offer },
    });
    expect(log.lines.at(-1)?.sentence).toBe(`The user took over the servers of CTI OS in ${place}.`);
    settings.set({ 'configurationServers.a': '' });
    const later = again();
    await later.look();
    expect([offers.offered(), later.offered()]).toEqual([null, null]);
  });

  test('that they are left: nothing is set, and it is never asked again, whatever is found later', async () => {
    const { offers, settings, store, again, looks } = await started();
    expect(offers.answer('leave')).toEqual({ ok: true, unsaved: null });
    expect(offers.offered()).toBeNull();
    expect(settings.read().inForce['configurationServers.a']).toBe('');
    expect(store.store).toMatchObject({ legacyImport: { answer: 'leave', ...offer } });
    await again().look();
    expect(looks()).toBe(1);
  });

  test('sets what was offered, and leaves the other side as it is', async () => {
    const { offers, settings } = await started({
      file: addresses('mine:1', ''),
      found: [{ ...both, a: null }],
    });
    offers.answer('use');
    expect(settings.read().inForce).toMatchObject({
      'configurationServers.a': 'mine:1',
      'configurationServers.b': 'old-b:8100',
    });
  });

  test('that cannot be written holds while the desk runs, and says so', async () => {
    const memory = memorySettingsStore('settings.json');
    let isFull = false;
    const store: SettingsStore = {
      ...memory,
      get store() {
        return memory.store;
      },
      set: (values) => {
        if (isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        memory.set(values);
      },
    };
    const { offers, settings } = await started({ store });
    isFull = true;
    expect(offers.answer('use')).toEqual({ ok: true, unsaved: expect.stringContaining('the disk is full') });
    expect(settings.read().inForce['configurationServers.a']).toBe('old-a:8100');
    expect(offers.offered()).toBeNull();
  });
});
