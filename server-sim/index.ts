import { existsSync, realpathSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { processParent, untilInterrupted } from './control/process-parent.ts';
import { runTier, type Tier, type TierOptions } from './control/run-tier.ts';

export { type ConnectorSettings, readConnectorSettings } from './connector/connector-settings.ts';
export { BadTierOption, type Tier, type TierAddresses, type TierOptions } from './control/run-tier.ts';
export {
  type MediaManagerSettings,
  readMediaManagerSettings,
} from './media-routing/media-manager-settings.ts';
export { portOffsets } from './server-places.ts';

/**
 * Starts the whole server tier, in this process or with one for each server. @throws BadTierOption, or an Error that
 * names the port in use.
 */
export async function startTier(options: TierOptions = {}): Promise<Tier> {
  // Only now, so that what Node has compiled before is there when the tier is started as a process.
  return (await import('./start-tier.ts')).startTier(options, import.meta.dirname);
}

/** Whether this file was started, and not imported: by Node, as a child of Node, or in Electron's utility process. */
function isStarted(): boolean {
  const [, entry] = process.argv;
  return entry !== undefined && existsSync(entry) && realpathSync(entry) === import.meta.filename;
}

if (isStarted()) {
  enableCompileCache();
  process.title = 'switchhook-sim';
  const parent = processParent();
  process.exitCode = await runTier({
    args: process.argv.slice(2),
    environment: process.env,
    out: (text) => process.stdout.write(text),
    errors: (text) => process.stderr.write(text),
    parent,
    interrupted: untilInterrupted(),
    startTier,
  });
  parent?.leave();
}
