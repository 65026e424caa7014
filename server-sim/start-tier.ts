import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '../contract/result.ts';
import { isLoopback } from '../contract/servers/connection-security.ts';
import { contactPlanOf, readShippedIni } from './contact-plan-of.ts';
import { startControlServer } from './control/control-server.ts';
import { createControlledTier } from './control/controlled-tier.ts';
import { BadTierOption, type Tier, type TierOptions } from './control/run-tier.ts';
import { createLogBook, type LogBook } from './host/log-book.ts';
import { readTlsIdentity } from './host/tls-identity.ts';
import type { ContactPlan } from './links/contact-plan.ts';
import type { MachineRoom, RoomOptions } from './machine-room.ts';
import { scenarioFailureText } from './scenarios/read-scenario.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { createScenarioLibrary } from './scenarios/scenario-library.ts';
import { portOffsets } from './server-places.ts';

/**
 * Starts the whole server tier. @throws BadTierOption, or an Error that names the port in use.
 * @param folder where the tier's entry is: scenarios, the control page and the servers' own entry are found from there,
 * in the source as in a build
 */
export async function startTier(options: TierOptions, folder: string): Promise<Tier> {
  const { host = '127.0.0.1', basePort = 0, token = null, onReady = () => undefined } = options;
  if (!isLoopback(host) && token === null) {
    throw new BadTierOption(`The host ${host} can be reached from other computers: give a token.`);
  }
  const library = createScenarioLibrary(join(folder, 'scenarios'));
  const loaded = await library.load(options.scenario ?? 'billing');
  if (!loaded.ok) throw new BadTierOption(scenarioFailureText(loaded.error));
  const scenario = loaded.value;
  const tls = options.tls ? await readTlsIdentity(options.tls) : ok(null);
  if (!tls.ok) throw new BadTierOption(tls.error);
  const logs = createLogBook(options.logDirectory ?? null);
  let tellLost = (_error: Error): void => undefined;
  const lost = new Promise<Error>((resolve) => {
    tellLost = resolve;
  });
  const sipEdges = options.sipEdges ?? null;
  const ini = await readShippedIni(folder);
  const contactPlan = (one: Scenario): ContactPlan => contactPlanOf(one, ini);
  const room = await startRoom(options.processes ?? false, {
    scenario,
    contactPlan,
    sipEdges: sipEdges ?? scenario.sipEdges,
    host,
    basePort,
    tls: tls.value,
    logs,
    entry: join(folder, 'server-process.ts'),
    onReady,
    onLost: tellLost,
  });
  try {
    const control = await startControlServer({
      tier: createControlledTier({ room, scenario, contactPlan, sipEdges, library, logs }),
      host,
      port: options.controlPort ?? (basePort === 0 ? 0 : basePort + portOffsets.control),
      token,
      pageFolder: join(folder, 'control/page'),
      log: logs.logFor('control'),
    });
    onReady('control', control.url);
    return {
      addresses: { ...room.pairs, control: control.url },
      trialLogin: trialLogin(scenario),
      lost,
      async close() {
        await control.close();
        await closeAll(room, logs);
      },
    };
  } catch (error) {
    await closeAll(room, logs);
    throw error;
  }
}

/** What one way of putting the tier together needs is not loaded for the other. */
async function startRoom(processes: boolean, options: RoomOptions): Promise<MachineRoom> {
  try {
    if (!processes) return await (await import('./one-process.ts')).startOneProcess(options);
    if (!existsSync(options.entry)) {
      throw new BadTierOption('This build has no processes for its servers: use npm run sim -- --processes.');
    }
    return await (await import('./many-processes.ts')).startManyProcesses(options);
  } catch (error) {
    await options.logs.close();
    throw error;
  }
}

async function closeAll(room: MachineRoom, logs: LogBook): Promise<void> {
  await room.close();
  await logs.close();
}

/** The scenario's first agent on its first device. */
function trialLogin({ plan }: Scenario): string | null {
  const [agent] = plan.agents;
  const [device] = plan.devices;
  return agent && device ? `${agent.agentId};${agent.password};${device.device}` : null;
}
