import type { Hive, RegistryValue } from '../../../../contract/settings/registry-value.ts';

/** What a .reg file says, in its order: each key is a step that is done to a registry. */
export interface RegFile {
  readonly keys: readonly RegKey[];
  readonly problems: readonly RegProblem[];
}

/** `[HKEY_LOCAL_MACHINE\path]` and the values below it. */
export interface RegKey {
  readonly hive: Hive;
  /** Below the hive, as it is written; blank: the hive itself. */
  readonly path: string;
  /** `[-…]`: the key goes, with all that is below it. */
  readonly isRemoved: boolean;
  /** From 1 on. */
  readonly line: number;
  readonly values: readonly RegFileValue[];
}

export interface RegFileValue {
  /** Blank: the key's default value, `@`. */
  readonly name: string;
  /** Null: `"name"=-`, the value goes. */
  readonly value: RegistryValue | null;
  readonly line: number;
}

/** A line that is passed over, for what is wrong in it. */
export interface RegProblem {
  readonly line: number;
  /** Ends a sentence: "expected …". */
  readonly expected: string;
}
