import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';

/** The scheme and host under which the app's own pages live: no file, no network. */
const scheme = 'app';
const host = 'bundle';

/** The desk window loads only what the app brings; the phone window also speaks SIP to its servers. */
const policies = {
  desk: policy("connect-src 'none'", "media-src 'none'"),
  phone: policy('connect-src ws: wss:', "media-src 'self' blob: mediastream:"),
} as const;

function policy(...own: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    ...own,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export type PageName = keyof typeof policies;

export function pageUrl(page: PageName): string {
  return `${scheme}://${host}/${page}/index.html`;
}

export function isOwnPage(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${scheme}:` && new URL(url).host === host;
}

/** Before the app is ready: the scheme is a secure, standard one, so that its pages may use microphones. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** The app's files, on their way to its windows. */
export interface ServedApp {
  /** Resolves when a page has its scripts and reads them: the main process has nothing to hand out for a while. */
  readonly scriptsHandedOut: Promise<void>;
}

/** Serves the windows' files from the app's folder, each with its policy; nothing outside of it. */
export function serveApp(folder: string): ServedApp {
  const scripts = Promise.withResolvers<void>();
  let underWay = 0;
  let hasScript = false;
  // Node reads its HTTP code where this is used first: let it do so while the window's process starts.
  setImmediate(() => void globalThis.Response);
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    if (url.host !== host) return new Response('There is no such host.', { status: 404 });
    const file = fileIn(folder, url.pathname);
    if (file === null) return new Response('That is no path in the app.', { status: 400 });
    underWay += 1;
    try {
      const found = await net.fetch(pathToFileURL(file).href);
      const headers = new Headers(found.headers);
      const page: PageName = url.pathname.startsWith('/phone/') ? 'phone' : 'desk';
      headers.set('Content-Security-Policy', policies[page]);
      headers.set('X-Content-Type-Options', 'nosniff');
      headers.set('Cache-Control', 'no-store');
      const body = whole(await found.arrayBuffer(), () => {
        underWay -= 1;
        hasScript ||= file.endsWith('.js');
        // A page asks for its scripts and styles at once.
        if (underWay === 0 && hasScript) setImmediate(scripts.resolve);
      });
      return new Response(body, { status: 200, headers });
    } catch {
      underWay -= 1;
      return new Response(`The app has no file ${url.pathname}.`, { status: 404 });
    }
  });
  return { scriptsHandedOut: scripts.promise };
}

/** A body of these bytes, which tells when it is taken. */
function whole(bytes: ArrayBuffer, onTaken: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      pull(controller) {
        controller.enqueue(new Uint8Array(bytes));
        controller.close();
        onTaken();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The file that an address's path names; null where its escapes are none, or it leads out of the folder. */
function fileIn(folder: string, pathname: string): string | null {
  try {
    const file = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    return file.startsWith(folder + path.sep) ? file : null;
  } catch {
    return null;
  }
}
