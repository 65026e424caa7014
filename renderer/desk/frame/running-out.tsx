import { Thread } from '../../parts/thread.tsx';
import { useServerTime } from '../../state/desk-context.tsx';

export interface RunningOutProps {
  /** Instants of the servers' clock. */
  readonly from: number;
  readonly until: number;
  readonly thick?: boolean;
}

/** A thread for the time between two instants; steps with the servers' second. */
export function RunningOut({ from, until, thick = false }: RunningOutProps) {
  const now = useServerTime((time) => time);
  const whole = Math.max(1, until - from);
  return <Thread left={(until - now) / whole} leftNext={(until - now - 1_000) / whole} thick={thick} />;
}
