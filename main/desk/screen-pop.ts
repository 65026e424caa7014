import type { DesktopSettings } from '../../contract/configuration/desktop-settings.ts';

/**
 * The address that a call opens in the browser: the template with each `{name}` replaced by that call variable,
 * URL-encoded. Null where a variable is missing, or the scheme is not one of those the settings allow.
 */
export function screenPopUrl(
  settings: NonNullable<DesktopSettings['screenPop']>,
  variables: Readonly<Record<string, string>>,
): string | null {
  let complete = true;
  const text = settings.template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined || value === '') complete = false;
    return encodeURIComponent(value ?? '');
  });
  if (!complete || !URL.canParse(text)) return null;
  const url = new URL(text);
  return settings.schemes.includes(url.protocol.slice(0, -1)) ? url.href : null;
}
