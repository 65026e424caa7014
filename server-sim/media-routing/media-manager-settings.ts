import { type IniWarnings, type NumberKey, readKeys } from '../ini/ini-keys.ts';

/** The keys of the MediaManager's [MRI] (seed 001, "Configuration-Keys in MediaManager"; MCA's manual for the others). */
const keys = {
  ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT: { usual: 1, least: -1, most: 2 },
  /** Seconds. The sources give no default: this is ours. */
  WRAPUP_TIMEOUT: { usual: 60, least: 0, most: 86_400 },
  RONA_TIMEOUT: { usual: 0, least: 0, most: 86_400 },
} satisfies Record<string, NumberKey>;

/** What becomes of an AGENT_INTERRUPT_ADVISORY_EVENT: -1 unaccepted, 0 ignored, 1 accepted, 2 accepted, then not. */
export type OnInterrupt = -1 | 0 | 1 | 2;

/** What the MediaManager goes by. */
export interface MediaManagerSettings {
  readonly onInterrupt: OnInterrupt;
  /** The longest wrap-up of a chat, milliseconds; null: it has no limit. */
  readonly wrapUpMs: number | null;
}

/** Reads the MediaManager's INI file. Whatever cannot be used is told, with what is used in its place. */
export function readMediaManagerSettings(
  file: string,
  text: string,
): { readonly settings: MediaManagerSettings; readonly warnings: IniWarnings } {
  const { values, lines, warnings } = readKeys(file, text, 'MRI', keys);
  const settings = {
    onInterrupt: asOnInterrupt(values.ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT),
    wrapUpMs: values.WRAPUP_TIMEOUT === 0 ? null : values.WRAPUP_TIMEOUT * 1_000,
  };
  const rona = ronaWarnings(file, lines.get('RONA_TIMEOUT'), values.RONA_TIMEOUT);
  return { settings, warnings: [...warnings, ...rona] };
}

/** MCA's manual: the key must exist and be 0, or both the MediaManager and the connector take offers back. */
function ronaWarnings(file: string, line: number | undefined, value: number): IniWarnings {
  if (line === undefined)
    return [`${file}: RONA_TIMEOUT is missing from [MRI]: write RONA_TIMEOUT=0. 0 is used.`];
  if (value === 0) return [];
  return [
    `${file}, line ${line}: RONA_TIMEOUT=${value} must be 0: the connector counts how long an offer rings. 0 is used.`,
  ];
}

function asOnInterrupt(value: number): OnInterrupt {
  return value === -1 || value === 0 || value === 2 ? value : 1;
}
