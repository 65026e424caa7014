import { windowsPolicyKey } from '../../../contract/settings/policy-places.ts';
import { toRegistry } from '../../../contract/settings/registry-value.ts';
import { writeReg } from '../../../contract/settings/write-reg.ts';
import type { SetPolicy } from '../policy.ts';

export interface RegFileOptions {
  /** HKLM: policies of the machine; HKCU: of the user. */
  readonly hive: 'HKLM' | 'HKCU';
  /** At the top of the file. */
  readonly comments: readonly string[];
  /** In a line above each policy. */
  commentOf(policy: SetPolicy): string;
}

/** A .reg file that sets these policies. */
export function renderRegFile(
  policies: readonly SetPolicy[],
  { hive, comments, commentOf }: RegFileOptions,
): Uint8Array {
  const values = policies.map((policy) => ({
    name: policy.name,
    value: toRegistry(policy.setting.kind, policy.value),
    comment: commentOf(policy),
  }));
  return writeReg([{ hive, path: windowsPolicyKey, values }], comments);
}
