import { fail, ok } from '../../../contract/result.ts';
import { declaredSettings, policyName } from '../../../contract/settings/declared-settings.ts';
import { windowsPolicyKey } from '../../../contract/settings/policy-places.ts';
import { type RegistryData, toRegistry } from '../../../contract/settings/registry-value.ts';
import type { Setting } from '../../../contract/settings/setting.ts';
import { reasonOf } from '../../files/file-failure.ts';
import type { NativeReg } from '../../settings/sources/registry/native-registry.ts';
import type { MachineFailure, MachineSettings } from './machine-settings.ts';

/** What of the registry library writes. */
export type RegistryWriter = Pick<
  NativeReg,
  | 'HKLM'
  | 'Access'
  | 'createKey'
  | 'closeKey'
  | 'deleteValue'
  | 'setValueDWORD'
  | 'setValueSZ'
  | 'setValueMULTI_SZ'
>;

/** The policy of a Windows computer. Where a GPO sets the same value, Windows writes that one again at its next turn. */
export function windowsMachine(native: RegistryWriter): MachineSettings {
  const place = `HKLM\\${windowsPolicyKey}`;
  return {
    place,
    strongerThan: () => null,
    write: (change) => {
      try {
        const { SET_VALUE, WOW64_64KEY } = native.Access;
        const key = native.createKey(native.HKLM, windowsPolicyKey, SET_VALUE | WOW64_64KEY);
        try {
          for (const [setting, value] of change) {
            const { kind }: Setting = declaredSettings[setting];
            put(native, key, policyName(setting), value === null ? null : toRegistry(kind, value));
          }
        } finally {
          native.closeKey(key);
        }
        return ok(null);
      } catch (error) {
        return fail(notWritten(place, error));
      }
    },
  };
}

type Key = ReturnType<RegistryWriter['createKey']>;

function put(native: RegistryWriter, key: Key, name: string, value: RegistryData | null): void {
  if (value === null) {
    native.deleteValue(key, name);
    return;
  }
  switch (value.type) {
    case 'REG_DWORD':
      native.setValueDWORD(key, name, value.value);
      break;
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      native.setValueSZ(key, name, value.value);
      break;
    case 'REG_MULTI_SZ':
      native.setValueMULTI_SZ(key, name, [...value.value]);
      break;
  }
}

/** ERROR_ACCESS_DENIED (winerror.h). */
const accessDenied = 5;

function notWritten(place: string, error: unknown): MachineFailure {
  const isDenied = error instanceof Error && 'errno' in error && error.errno === accessDenied;
  const why = isDenied
    ? 'access is denied. Run the command as administrator'
    : reasonOf(error).replace(/\.$/, '');
  return { type: 'not-written', message: `Could not write ${place}: ${why}.` };
}
