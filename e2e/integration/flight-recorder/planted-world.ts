import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type HeadlessDesk, openHeadlessDesk } from '../../../main/headless/headless-desk.ts';
import { createLog } from '../../../main/log/create-log.ts';
import { secrets } from '../../../main/recorder/testing/secrets.ts';
import { startTier, type Tier } from '../../../server-sim/index.ts';
import { projectRoot } from '../../support/project.ts';
import { Control } from '../../support/tier.ts';

/** A tier with secrets in it, and a desk's folder. */
export interface PlantedWorld {
  /** Of all tests of the file. */
  readonly folder: string;
  /** Of this test's desk. */
  readonly data: string;
  readonly tier: Tier;
  readonly control: Control;
}

/** A world for the tests of a file; asked for in a test. */
export function plantedWorldOfFile(): () => PlantedWorld {
  let folder: string;
  let tier: Tier;
  let control: Control;
  let data: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'switchhook-planted-'));
    const scenario = path.join(folder, 'planted.yaml');
    await writeFile(scenario, await plantedScenario());
    tier = await startTier({ scenario });
    control = new Control(tier.addresses.control);
  });
  afterAll(async () => {
    await tier.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await control.reset();
    data = await mkdtemp(path.join(folder, 'desk-'));
  });
  return () => ({ folder, data, tier, control });
}

/** Opens the desk of a world; it is closed after its test, where it was not before. */
export function plantedDeskOfFile(): (world: PlantedWorld) => Promise<HeadlessDesk> {
  let open: HeadlessDesk | null = null;
  afterEach(async () => {
    await open?.close();
    open = null;
  });
  return async ({ data, tier }) => {
    const headless = await openHeadlessDesk({
      folder: data,
      configuration: tier.addresses.configuration,
      policies: [],
      microphone: { type: 'none' },
      newId: randomUUID,
      log: createLog({ file: path.join(data, 'logs', 'desk.log'), level: 'debug', now: Date.now }),
      bundles: path.join(data, 'bundles'),
    });
    open = headless;
    const close = (): Promise<void> => {
      open = null;
      return headless.close();
    };
    return { ...headless, close };
  };
}

/** The shipped contact centre with secrets in it. */
async function plantedScenario(): Promise<string> {
  const billing = await readFile(path.join(projectRoot, 'server-sim/scenarios/billing.yaml'), 'utf8');
  return billing
    .replace('password: xxyyzz', `password: ${secrets.password}`)
    .replace('name: Inés Duarte', `name: ${secrets.agentName}`)
    .replace('sipPassword: quiet-otter-4711', `sipPassword: ${secrets.sipPassword}`)
    .replace('customers/{account}', `customers/{account}?key=${secrets.token}`);
}
