import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningApp, startApp } from '../../../e2e/support/app.ts';
import { DeskPage } from '../../../e2e/support/desk-page.ts';
import { writeToneFile } from '../../../e2e/support/microphone.ts';
import { type Control, startTier, type TierWay } from '../../../e2e/support/tier.ts';
import type { Bench } from '../measurement.ts';
import { installPageTools } from '../page-tools.ts';
import { runtimeName } from '../runtime.ts';

/** Who logs in, where: of the scenario that is shipped. */
export const agent = { id: '12345', loginString: '12345;xxyyzz;52513', device: '52513' } as const;

/** What the agent's microphone hears, Hz. */
const agentTone = 1_000;

/** The app with its windows, and the tier in a process of its own. */
export interface Opened {
  readonly app: RunningApp;
  readonly desk: DeskPage;
  readonly control: Control;
  /** Electron's own binary, or what stood in for it. */
  readonly runtime: string;
}

/** Starts the tier and the built app; both end with the bench. */
export async function openApp(
  { say, atEnd }: Pick<Bench, 'say' | 'atEnd'>,
  way: TierWay = {},
): Promise<Opened> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-bench-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const microphone = path.join(folder, 'microphone.wav');
  await writeToneFile(microphone, agentTone);
  say('starting the tier');
  const tier = await startTier([], way);
  atEnd(tier.stop);
  const runtime = await runtimeName();
  say(`starting the app on ${runtime}`);
  const { a, b } = tier.addresses.configuration;
  const app = await startApp({ config: [a, b], microphone });
  atEnd(app.close);
  await installPageTools(app.desk);
  return { app, desk: new DeskPage(app.desk), control: tier.control, runtime };
}
