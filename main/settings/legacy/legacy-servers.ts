import { fail, ok, type Result } from '../../../contract/result.ts';
import { formatAddress, parseAddress } from '../../../contract/servers/address.ts';
import type { LegacyDesktop } from '../../../contract/settings/legacy-offer.ts';
import { type Registry, sameInRegistry } from '../sources/registry/registry.ts';

/** Two servers of an older desktop that was found on this computer, to be offered as configuration servers. */
export interface LegacyServers {
  readonly desktop: LegacyDesktop;
  /** The key, for IT: `HKLM\SOFTWARE\…`. */
  readonly place: string;
  /** Each as `host:port`; null: the side is blank, missing, or not used. */
  readonly a: LegacyServer | null;
  readonly b: LegacyServer | null;
  /** What stands there and is not used, a sentence each. */
  readonly problems: readonly string[];
}

export interface LegacyServer {
  /** The name of the registry value. */
  readonly name: string;
  /** As it stands there. */
  readonly text: string;
  /** `host:port`, as the setting has it. */
  readonly address: string;
}

/**
 * The port of a configuration server where the old value names a host alone. The old values' own ports lead to other
 * protocols (CTI OS 42028, CAD's directory), so that they say nothing of ours: it is the port that our documents use
 * throughout, and the desk asks whether a configuration server is there as with any other address.
 */
export const portOfConfigurationServers = 8100;

interface LegacyKey {
  readonly desktop: LegacyDesktop;
  readonly path: string;
  readonly a: string;
  readonly b: string;
}

/**
 * CTIOSA and CTIOSB are documented (seed 004; Cisco's guides have the key below "Cisco Systems, Inc." too). Of Site
 * Setup the seed has the key alone; Cisco says that host and port of the directory service stand in it. The names of
 * its values are taken to be these; no document that we have proves them.
 */
const legacyKeys: readonly LegacyKey[] = [
  ...['Cisco Systems', 'Cisco Systems, Inc.'].map((vendor) => ({
    desktop: 'CTI OS' as const,
    path: `${vendor}\\CTI Desktop\\CtiOs`,
    a: 'CTIOSA',
    b: 'CTIOSB',
  })),
  { desktop: 'Cisco Agent Desktop', path: 'Spanlink\\CAD\\Site Setup', a: 'LDAP Host 1', b: 'LDAP Host 2' },
];

/** 32 bit programs have their keys in a view of their own on a 64 bit Windows. */
const views = ['SOFTWARE', 'SOFTWARE\\WOW6432Node'];

/**
 * The servers of older desktops that a registry, or a .reg file, knows of, one at least in each place; those of CTI OS
 * first. Never throws.
 */
export function legacyServers(registry: Registry): readonly LegacyServers[] {
  return legacyPlaces(registry).filter(({ a, b }) => a !== null || b !== null);
}

/** The same, with the places of which nothing can be used and that have something to tell. */
export function legacyPlaces(registry: Registry): readonly LegacyServers[] {
  return legacyKeys
    .flatMap((key) => views.map((view) => readKey(registry, key, `${view}\\${key.path}`)))
    .filter(({ a, b, problems }) => a !== null || b !== null || problems.length > 0);
}

function readKey(registry: Registry, key: LegacyKey, path: string): LegacyServers {
  const problems: string[] = [];
  const place = `HKLM\\${path}`;
  const [a, b] = [key.a, key.b].map((name) => {
    const text = textOf(registry, path, name);
    const server = text.ok ? readServer(text.value, name) : text;
    if (server.ok) return server.value;
    problems.push(`"${name}" in ${place} is not used: ${server.error}.`);
    return null;
  });
  return { desktop: key.desktop, place, a: a ?? null, b: b ?? null, problems };
}

/** Null: the side is blank or missing. */
function readServer(text: string | null, name: string): Result<LegacyServer | null, string> {
  if (text === null || text.trim() === '') return ok(null);
  const parsed = parseAddress(withPort(text.trim()));
  return parsed.ok
    ? ok({ name, text, address: formatAddress(parsed.value) })
    : fail(shortened(parsed.error.message));
}

function textOf(registry: Registry, path: string, name: string): Result<string | null, string> {
  try {
    // Of two with one name, which a .reg file may have, the last counts.
    const entry = registry.values('HKLM', path)?.findLast((one) => sameInRegistry(one.name, name));
    if (!entry) return ok(null);
    const { value } = entry;
    if (value.type === 'REG_SZ' || value.type === 'REG_EXPAND_SZ') return ok(value.value);
    return fail(`expected text (REG_SZ), not ${value.type === 'other' ? value.name : value.type}`);
  } catch {
    return ok(null);
  }
}

/** A host alone gets the port; one that names a port keeps it. */
function withPort(host: string): string {
  if (/^[^:]*$/.test(host) || /^\[[^\]]*\]$/.test(host)) return `${host}:${portOfConfigurationServers}`;
  // An IPv6 address has two colons at least, a host with its port one.
  return host.startsWith('[') || host.indexOf(':') === host.lastIndexOf(':')
    ? host
    : `[${host}]:${portOfConfigurationServers}`;
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
