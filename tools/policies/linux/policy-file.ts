import type { SetPolicy } from '../policy.ts';

/** A policy file of Linux: one JSON object, with the names of policies. */
export function renderPolicyFile(policies: readonly SetPolicy[]): string {
  return json(Object.fromEntries(policies.map(({ name, value }) => [name, value])));
}

/** JSON as it is checked in. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
