import { networkInterfaces } from 'node:os';

/** The addresses of this computer's interfaces, in order: a VPN, another Wi-Fi or a pulled cable changes them. */
export function ownAddresses(): string {
  const all = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`),
  );
  return all.toSorted().join('\n');
}
