import type { Call } from './call.ts';

/** How a call's label is put: the customer's name where known, else his number, else "Unknown caller". */
export function callLabel(of: Pick<Call, 'customer' | 'parties' | 'dialled' | 'direction'>): string {
  const other = of.parties[0];
  return (
    of.customer?.name ||
    other?.name ||
    other?.number ||
    (of.direction === 'outbound' ? of.dialled : '') ||
    'Unknown caller'
  );
}
