import type { EventPayload } from '../../chromium/protocol.ts';
import { host } from '../../core/host.ts';

type Paused = EventPayload<'Fetch.requestPaused'>;
type ResourceType = Electron.OnBeforeRequestListenerDetails['resourceType'];
/** A response's headers as CDP carries them: a pair each, so that one name may come twice. */
export type HeaderList = ReadonlyArray<{ readonly name: string; readonly value: string }>;

const resourceTypes: Readonly<Record<string, ResourceType>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
};

/** A held request in the form that webRequest's listeners get. */
export function requestDetails(
  paused: Paused,
  webContentsId: number | undefined,
  isMainFrame: boolean,
): Electron.OnBeforeRequestListenerDetails {
  const { resourceType, request } = paused;
  const document = isMainFrame ? 'mainFrame' : 'subFrame';
  return {
    id: 0,
    url: host.schemes.toElectron(request.url),
    method: request.method,
    resourceType: resourceType === 'Document' ? document : (resourceTypes[resourceType] ?? 'other'),
    referrer: host.schemes.toElectron(request.headers.Referer ?? ''),
    timestamp: Date.now(),
    uploadData: [],
    ...(webContentsId === undefined ? {} : { webContentsId }),
  };
}

/** Headers as webRequest's listeners get them: all values of a name in one list. */
export function headersByName(headers: HeaderList): Record<string, string[]> {
  const byName: Record<string, string[]> = {};
  for (const { name, value } of headers) byName[name] = [...(byName[name] ?? []), value];
  return byName;
}

/** Headers as CDP wants them again. */
export function headerList(headers: Readonly<Record<string, string | string[]>>): HeaderList {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value: String(value) })),
  );
}
