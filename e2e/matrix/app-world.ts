import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { writeToneFile } from '../support/microphone.ts';
import { startTier } from '../support/tier.ts';
import { AppDesk } from './app-desk.ts';
import { appVictim } from './app-victim.ts';
import type { OwnWorld } from './run-cell.ts';
import { writeMatrixScenario } from './scenario.ts';
import { agent } from './scene.ts';

/** A tier of its own, for apps. All that is written is written into the folder. */
export async function openAppWorld(sipEdges: 'shared' | 'separate', folder: string): Promise<OwnWorld> {
  const microphone = path.join(folder, 'microphone.wav');
  await writeToneFile(microphone, agent.hertz);
  const tier = await startTier(['--scenario', await writeMatrixScenario(folder)], { sipEdges });
  const { a, b } = tier.addresses.configuration;
  const { control } = tier;
  return {
    control,
    openDesk: async () => {
      const data = await mkdtemp(path.join(folder, 'app-'));
      const desk = await AppDesk.open({ config: [a, b], microphone, data });
      return { desk, victimOf: (target) => appVictim(desk, control, target) };
    },
    close: tier.stop,
  };
}
