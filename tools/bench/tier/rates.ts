import { cpuSeconds } from '../linux-processes.ts';
import { type Client, drive } from './client.ts';

/** Transactions a second. */
export interface Rate {
  /** Of the processor time that the server itself has used; null where that cannot be told (not on Linux). */
  readonly perCpuSecond: number | null;
  /** By the wall clock: the client has its share in it. */
  readonly perSecond: number;
}

/** @param pid the server's; null where it is not known. */
export async function rateOf(
  clients: readonly Client[],
  pid: number | null,
  milliseconds: number,
): Promise<Rate> {
  const before = pid === null ? 0 : cpuSeconds(pid);
  const { transactions, seconds } = await drive(clients, milliseconds);
  const used = pid === null ? 0 : cpuSeconds(pid) - before;
  return { perCpuSecond: used > 0 ? transactions / used : null, perSecond: transactions / seconds };
}

/** How much of the echo's rate the tier has: by processor time, or by the wall clock where that is all there is. */
export function ratioOf(tier: Rate, echo: Rate): number {
  return tier.perCpuSecond !== null && echo.perCpuSecond !== null
    ? tier.perCpuSecond / echo.perCpuSecond
    : tier.perSecond / echo.perSecond;
}
