/** What a value is. One table of kinds gives check, registry type, plist type, ADMX element and field on the screen. */
export type SettingKind =
  | { readonly type: 'flag' }
  /** A whole number from `least` to `most`, in `unit`. */
  | { readonly type: 'number'; readonly least: number; readonly most: number; readonly unit: string }
  /** One line of at most `longest` characters; blank is "not set". */
  | { readonly type: 'text'; readonly longest: number; readonly format: TextFormat }
  | { readonly type: 'choice'; readonly choices: readonly Choice[] }
  /** At most `most` lines of `longest` characters each. */
  | { readonly type: 'list'; readonly most: number; readonly longest: number; readonly format: TextFormat };

/** `server`: `host:port`, with or without `wss://` or `ws://` before it. `cluster-name`: a DNS name with or without port, or an SRV record. `file`: a path. */
export type TextFormat = 'server' | 'cluster-name' | 'file' | 'plain';

export interface Choice {
  readonly value: string;
  readonly title: string;
}

/**
 * Who may set it beside the default. `machine`: whoever administers the computer, by policy; `user`: by policy of the
 * machine or of the user, or the user himself.
 */
export type SettingScope = 'machine' | 'user';

export type SettingEffect = 'at once' | 'next login' | 'next start';

export interface Setting<Value extends SettingValue = SettingValue> {
  readonly kind: SettingKind;
  readonly byDefault: Value;
  readonly scope: SettingScope;
  readonly category: SettingCategory;
  /** The version that brought it. */
  readonly since: string;
  readonly takesEffect: SettingEffect;
  /** What it is called on the screen and in policy editors. */
  readonly title: string;
  /** What it does, in whole sentences, for IT and agents. */
  readonly text: string;
}

/** What a setting may be, as JSON. */
export type SettingValue = boolean | number | string | readonly string[];

export const settingCategories = ['Servers', 'Security', 'Desk', 'Diagnostics'] as const;
export type SettingCategory = (typeof settingCategories)[number];
