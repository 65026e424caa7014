import * as z from 'zod';
import type { Control } from '../../../e2e/support/tier.ts';

const line = z.object({ time: z.iso.datetime(), msg: z.string(), device: z.string().optional() });

/**
 * When an edge sent the INVITE to that device: the edges' own logs tell it, to the millisecond and rounded down, by this
 * computer's clock. The latest one since that instant.
 */
export async function invitedAt(control: Control, device: string, since: number): Promise<number> {
  const logs = await Promise.all(
    ['sip-a', 'sip-b'].map((edge) => control.get<{ lines: string[] }>(`/log/${edge}?lines=50`)),
  );
  const instants = logs
    .flatMap(({ lines }) => lines)
    .flatMap((text) => line.safeParse(JSON.parse(text)).data ?? [])
    .filter(({ msg, device: offered }) => msg === 'leg offered' && offered === device)
    .map(({ time }) => Date.parse(time));
  const latest = Math.max(...instants);
  if (latest >= since) return latest;
  throw new Error(`No edge has logged an INVITE to ${device} since the call was placed ("leg offered").`);
}
