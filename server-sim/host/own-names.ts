/** What this computer calls itself, beside the address that is listened on; as a Host header writes it (RFC 9110). */
export function ownNames(host: string): readonly string[] {
  const written = (host.includes(':') ? `[${host}]` : host).toLowerCase();
  return [...new Set([written, '127.0.0.1', 'localhost', '[::1]'])];
}

/**
 * Whether a Host header names this server, whatever its port: a forwarded one is another. A page that had its own
 * name point here (DNS rebinding) is told by the name that its browser goes on sending.
 */
export function isOwnName(header: string | undefined, names: readonly string[]): boolean {
  return names.includes((header ?? '').toLowerCase().replace(/:\d*$/, ''));
}
