import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConnectorSettings } from './connector/connector-settings.ts';
import type { ContactPlan } from './links/contact-plan.ts';
import { readMediaManagerSettings } from './media-routing/media-manager-settings.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** The INI files as they are shipped. */
export interface ShippedIni {
  readonly connector: string;
  readonly mediaManager: string;
}

const connectorFile = 'CRMConnectorSAP.ini';
const mediaManagerFile = 'MediaManager.ini';

/** @param folder the tier's own: the files are found from there, in the source as in a build. */
export async function readShippedIni(folder: string): Promise<ShippedIni> {
  const [connector, mediaManager] = await Promise.all([
    readFile(join(folder, 'connector', connectorFile), 'utf8'),
    readFile(join(folder, 'media-routing', mediaManagerFile), 'utf8'),
  ]);
  return { connector, mediaManager };
}

/** What connector and media routing begin with in a scenario. */
export function contactPlanOf({ plan, contact }: Scenario, shipped: ShippedIni): ContactPlan {
  const connectorIni = contact.ini.connector ?? { file: connectorFile, text: shipped.connector };
  const mediaManagerIni = contact.ini.mediaManager ?? { file: mediaManagerFile, text: shipped.mediaManager };
  const connector = readConnectorSettings(connectorIni.file, connectorIni.text);
  const mediaManager = readMediaManagerSettings(mediaManagerIni.file, mediaManagerIni.text);
  return {
    connector: { file: connectorIni.file, settings: connector.settings },
    mediaManager: { file: mediaManagerIni.file, settings: mediaManager.settings },
    warnings: [...connector.warnings, ...mediaManager.warnings],
    domains: contact.domains,
    agents: plan.agents.map(({ agentId, name, password }) => ({ agentId, name, password })),
    skillGroups: plan.skillGroups.map(({ id, name }) => ({
      id,
      name,
      members: plan.agents
        .filter(({ skillGroups }) => skillGroups.includes(id))
        .map(({ agentId }) => agentId),
    })),
    longestWaitMs: contact.longestWaitMs,
  };
}
