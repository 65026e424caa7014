import type { ReactNode } from 'react';
import type { ServerKind } from '../../../contract/servers/server-kind.ts';
import { Banner } from '../../parts/banner.tsx';
import { useDesk } from '../../state/desk-context.tsx';
import { clockTimeToTheSecond } from '../../state/times.ts';
import { TryNow } from '../connections/try-now.tsx';

interface SilentServiceProps {
  readonly kind: ServerKind;
  readonly tone: 'error' | 'warning';
  /** Up to the time: "CTI has not answered since". */
  readonly lead: string;
  /** From the time on: what that means, and what still works. */
  readonly children: ReactNode;
}

/** Neither server of a service answers: since when, and a click that tries at once. */
export function SilentService({ kind, tone, lead, children }: SilentServiceProps) {
  const since = useDesk(({ connections, clockOffsetMs }) => connections[kind].since + clockOffsetMs);
  return (
    <Banner tone={tone} icon="lost" actions={<TryNow kind={kind} />}>
      {lead} <span className="numeric">{clockTimeToTheSecond(since)}</span>, {children}
    </Banner>
  );
}
