/** The domain of every page of a custom scheme. */
export const pageDomain = 'chromium-shell.invalid';

/**
 * Where a page of a custom scheme lives. Chromium hands an address such as `app://` to the desktop, so
 * `app://bundle/index.html` is served from `https://bundle.app.chromium-shell.invalid/index.html`, a secure
 * origin that no request leaves to (RFC 2606 reserves `.invalid`). The main process sees `app://` everywhere.
 */
export class SchemeAddresses {
  readonly #schemes = new Set<string>();

  /** From now on addresses of this scheme are mapped. */
  register(scheme: string): void {
    this.#schemes.add(scheme.toLowerCase());
  }

  /** The scheme of an address, when it is registered. */
  schemeOf(url: string): string | undefined {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
    return scheme !== undefined && this.#schemes.has(scheme) ? scheme : undefined;
  }

  /** The address that Chromium is given. */
  toChromium(url: string): string {
    const scheme = this.schemeOf(url);
    const [, host, rest] = /^[^:]*:\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
    if (scheme === undefined || host === undefined || rest === undefined) return url;
    const path = rest.startsWith('/') ? rest : `/${rest}`;
    return `https://${host === '' ? noHost : host}.${scheme}.${pageDomain}${path}`;
  }

  /** The address that the app knows. */
  toElectron(url: string): string {
    const [, host, scheme, rest] = mapped.exec(url) ?? [];
    if (host === undefined || scheme === undefined || rest === undefined) return url;
    return `${scheme}://${host === noHost ? '' : host}${rest}`;
  }

  /** Chromium asks for one of our addresses. */
  isMapped(url: string): boolean {
    return mapped.test(url);
  }

  /** Patterns of all mapped addresses, in the form of CDP's Fetch.enable. */
  patterns(): string[] {
    return [...this.#schemes].map((scheme) => `https://*.${scheme}.${pageDomain}/*`);
  }
}

const noHost = 'no-host';
const mapped = /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.chromium-shell\.invalid(\/.*|\?.*|#.*)?$/is;
