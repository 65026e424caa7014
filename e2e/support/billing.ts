import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './project.ts';

function billing(): Promise<string> {
  return readFile(path.join(projectRoot, 'server-sim/scenarios/billing.yaml'), 'utf8');
}

/** The shipped scenario with profiles of this type, agent 12345 working as this user of the system. */
export async function billingOfType(type: number, systemUser: string): Promise<string> {
  return (await billing())
    .replaceAll(/(?<=site: \w+.*) }$/gm, `, agentLoginType: ${type} }`)
    .replace('password: xxyyzz,', `password: xxyyzz, systemUser: ${JSON.stringify(systemUser)},`);
}

/** The shipped scenario, with what its MediaManager does about a call that comes while a chat is open (seed 001). */
export async function billingWithAdvisory(advisory: 0 | 1): Promise<string> {
  const ini = `[MRI]\\nRONA_TIMEOUT=0\\nACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=${advisory}`;
  return (await billing()).replace(
    '\n# mediaManager: { ini: MediaManager.ini }',
    `\nmediaManager: { text: "${ini}" }`,
  );
}
