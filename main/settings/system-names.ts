import { lookup, resolveSrv } from 'node:dns/promises';
import type { Names } from './find-cluster.ts';

/** As this computer resolves names: SRV records by its DNS servers, hosts as every other program does. */
export const systemNames: Names = {
  services: (name) => resolveSrv(name),
  addresses: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
};
