import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConnectorSettings } from './connector/connector-settings.ts';
import type { ContactPlan } from './links/contact-plan.ts';
import type { RoutingDomain } from './links/interaction-control.ts';
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

/** Cisco's own voice domain, one for chats, one for action items: the last two are interruptible (seed 001). */
export const shippedDomains: readonly RoutingDomain[] = [
  { domainId: 1, name: 'Cisco_Voice', channel: 'voice', isInterruptible: false },
  { domainId: 5_001, name: 'Chat', channel: 'chat', isInterruptible: true },
  { domainId: 5_002, name: 'Action items', channel: 'action', isInterruptible: true },
];

/** What connector and media routing begin with in a scenario. */
export function contactPlanOf({ plan }: Scenario, ini: ShippedIni): ContactPlan {
  const connector = readConnectorSettings(connectorFile, ini.connector);
  const mediaManager = readMediaManagerSettings(mediaManagerFile, ini.mediaManager);
  return {
    connector: { file: connectorFile, settings: connector.settings },
    mediaManager: { file: mediaManagerFile, settings: mediaManager.settings },
    warnings: [...connector.warnings, ...mediaManager.warnings],
    domains: shippedDomains,
    agents: plan.agents.map(({ agentId, name, password }) => ({ agentId, name, password })),
    skillGroups: plan.skillGroups.map(({ id, name }) => ({
      id,
      name,
      members: plan.agents
        .filter(({ skillGroups }) => skillGroups.includes(id))
        .map(({ agentId }) => agentId),
    })),
    longestWaitMs: null,
  };
}
