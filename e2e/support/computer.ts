import type { ElectronApplication } from '@playwright/test';

/** What the computer's system tells apps of its sleep and of who sits before it. */
export type PowerEvent = 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen';

/** Tells the app what the system would: a test can put no computer to sleep. */
export async function tellPower(application: ElectronApplication, ...events: readonly PowerEvent[]) {
  await application.evaluate(({ powerMonitor }, names) => {
    for (const name of names) powerMonitor.emit(name);
  }, events);
}

/** The network is gone and is there again, as Chromium says it to every page. */
export async function loseNetwork(application: ElectronApplication): Promise<void> {
  await application.context().setOffline(true);
  await application.context().setOffline(false);
}
