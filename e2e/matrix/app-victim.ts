import { processesOf, signalAll, standStill } from '../support/app-processes.ts';
import { ask, crash, type WindowName } from '../support/crash.ts';
import type { Control } from '../support/tier.ts';
import type { AppDesk } from './app-desk.ts';
import { logIn } from './day.ts';
import type { Victim } from './faults.ts';
import type { AppTargetName } from './targets.ts';

/** How long what is frozen stands still, milliseconds: for longer than the heartbeat's deadline. */
const frozenForMs = 2_000;
const flaps = 3;

/** What of the app is hit. These faults are over with the blow: windows come back by themselves, an app by its agent. */
export function appVictim(desk: AppDesk, control: Control, target: AppTargetName): Victim {
  const over = async (): Promise<void> => undefined;
  const ends = { start: over, thaw: over, mend: over };
  switch (target) {
    case 'desk window':
      return { ...windowVictim(desk, 'desk'), ...ends };
    case 'phone window':
      return { ...windowVictim(desk, 'phone'), ...ends };
    case 'whole app':
      return { ...wholeApp(desk, control), ...ends };
  }
}

type Blows = Pick<Victim, 'kill' | 'freeze' | 'slow' | 'cut' | 'flap'>;

function windowVictim(desk: AppDesk, name: WindowName): Blows {
  const kill = async (): Promise<void> => {
    await crash(desk.app.application, name);
    await desk.state();
    if (name === 'phone') await desk.listen();
  };
  const never = async (): Promise<never> => {
    throw new Error('A window has no line of its own.');
  };
  return {
    kill,
    flap: () => times(flaps, kill),
    freeze: async () => standStill([await processOf(desk, name)], frozenForMs),
    slow: never,
    cut: never,
  };
}

async function processOf({ app }: AppDesk, name: WindowName): Promise<number> {
  await ask(app.application, name, 'true');
  const pid = await app.application.evaluate(
    ({ BrowserWindow }, page) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes(`/${page}/`))
        ?.webContents.getOSProcessId() ?? 0,
    name,
  );
  if (pid === 0) throw new Error(`Which process has the ${name} window is not known.`);
  return pid;
}

function wholeApp(desk: AppDesk, control: Control): Blows {
  const kill = async (): Promise<void> => {
    const { login } = await desk.state();
    const gone = desk.app.application.waitForEvent('close');
    signalAll(processesOf(desk.app.application), 'SIGKILL');
    await gone;
    await desk.startAgain();
    if (login.phase !== 'logged-out') await logIn({ control, desk, target: 'whole app' });
    // What a start shows on its way is no part of the fault.
    desk.forget();
  };
  const everyServer = async (act: (server: string) => Promise<unknown>): Promise<void> => {
    const { servers } = await control.get<{ servers: readonly { readonly name: string }[] }>('/servers');
    await Promise.all(servers.map(({ name }) => act(name)));
  };
  return {
    kill,
    flap: () => times(flaps, kill),
    freeze: () => standStill(processesOf(desk.app.application), frozenForMs),
    slow: (milliseconds) => everyServer((server) => control.slow(server, milliseconds)),
    cut: async () => {
      await everyServer((server) => control.server(server, 'cut'));
      await desk.until('a desk that knows it', ({ connections }) => connections.configuration.inUse === null);
      await everyServer((server) => control.server(server, 'mend'));
    },
  };
}

async function times(count: number, act: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < count; time += 1) await act();
}
