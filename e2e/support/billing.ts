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
