import { isIPv4 } from 'node:net';
import { createMediaUnit } from '../../host/media-unit.ts';
import { createMediaServer } from '../../media/index.ts';
import { listenForLinks } from '../link/link-listener.ts';
import { mediaProtocol, serveMedia } from '../protocols/media.ts';
import type { PreparePart } from './part.ts';

export const prepare: PreparePart = async ({ host, secret, log }) => {
  const { unit, media } = createMediaUnit(
    () => createMediaServer({ address: isIPv4(host) ? host : '127.0.0.1', log: (line) => log.warn(line) }),
    log,
  );
  const listener = await listenForLinks({
    secret,
    links: { [mediaProtocol.name]: (channel, from) => serveMedia(channel, from, media, log) },
    log,
  });
  return {
    prepared: { port: null, linkPort: listener.port },
    unit,
    serve: () => unit.start(),
    learn: () => undefined,
    mediaLegs: () => media.legs(),
  };
};
