import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { ControlRefusal } from '../links/switch-control.ts';
import { claimPort, type PortClaim } from './port-claim.ts';

const claims: PortClaim[] = [];
afterEach(async () => {
  for (const claim of claims.splice(0)) await claim.release();
});

async function claimed(port: number): Promise<number> {
  const claim = await claimPort('127.0.0.1', port);
  claims.push(claim);
  return claim.address.port;
}

it('takes a free port that no system gives to a connection, so that it is there after a stop', async () => {
  const ports = await Promise.all([claimed(0), claimed(0), claimed(0)]);
  expect(new Set(ports).size).toBe(3);
  for (const port of ports) {
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(32_768);
  }
});

it('refuses a port that another program has, and says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const bound = other.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const refused = claimed(port);
  await expect(refused).rejects.toBeInstanceOf(ControlRefusal);
  await expect(refused).rejects.toThrow(
    `Cannot listen on 127.0.0.1:${port}: another program has this port. Free it, or start the tier with another --base-port.`,
  );
  other.close();
});
