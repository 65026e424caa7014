import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { type HeadlessDesk, openHeadlessDesk } from '../../main/headless/headless-desk.ts';
import { silentLog } from '../../main/log/testing/test-logs.ts';
import { startTier } from '../../server-sim/index.ts';
import type { OwnWorld } from '../matrix/run-cell.ts';
import { writeMatrixScenario } from '../matrix/scenario.ts';
import { agent, type MatrixDesk } from '../matrix/scene.ts';
import { inShort, limitMs } from '../matrix/until-shown.ts';
import { Control } from '../support/tier.ts';

/** A tier of its own in this process, for desks with no screen in this process. */
export async function openWorld(sipEdges: 'shared' | 'separate'): Promise<OwnWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-matrix-'));
  const tier = await startTier({ scenario: await writeMatrixScenario(folder), sipEdges });
  return {
    control: new Control(tier.addresses.control),
    openDesk: async () => {
      const headless = await openHeadlessDesk({
        folder: await mkdtemp(path.join(folder, 'desk-')),
        configuration: tier.addresses.configuration,
        policies: [],
        microphone: { type: 'tone', hertz: agent.hertz },
        newId: randomUUID,
        log: silentLog,
        bundles: folder,
      });
      const desk = matrixDesk(headless);
      await desk.until('the configuration', ({ configuration }) => configuration.status === 'fresh');
      return { desk, victimOf: null };
    },
    close: async () => {
      await tier.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function matrixDesk(headless: HeadlessDesk): MatrixDesk {
  const { desk, media } = headless;
  let shown: DeskState[] = [];
  const stop = desk.onChange((state) => shown.push(state));
  return {
    state: async () => desk.state(),
    until: (what, is) => untilShown(headless, what, is),
    command: (command) => desk.command(command),
    tones: async (callId) => media?.heard(callId)?.tonesHertz ?? [],
    shown: () => shown,
    forget: () => {
      shown = [];
    },
    close: async () => {
      stop();
      await headless.close();
    },
  };
}

function untilShown(
  { desk }: HeadlessDesk,
  what: string,
  is: (state: DeskState) => boolean,
): Promise<DeskState> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
    };
    const look = (state: DeskState): void => {
      if (!is(state)) return;
      end();
      resolve(state);
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`${what}: not within ${limitMs} ms; the desk shows ${inShort(desk.state())}`));
    }, limitMs);
    const stop = desk.onChange(look);
    look(desk.state());
  });
}
