import { useDesk } from '../../state/desk-context.tsx';
import { RunningOut } from '../frame/running-out.tsx';
import { SecondsLeft } from '../frame/times.tsx';

export interface WrapUpTimeProps {
  /** Instants of the servers' clock; null: it has no end. */
  readonly since: number;
  readonly endsAt: number | null;
}

/** How long wrap-up still lasts; nothing where it has no end. */
export function WrapUpTime({ since, endsAt }: WrapUpTimeProps) {
  if (endsAt === null) return null;
  return (
    <div className="wrap-up-time">
      <p className="text-sm">
        Wrap-up,{' '}
        <b className="numeric">
          <SecondsLeft from={since} until={endsAt} />
        </b>{' '}
        left
      </p>
      <RunningOut from={since} until={endsAt} thick />
    </div>
  );
}

/** The same of the agent's own state, after a call. */
export function AgentWrapUpTime() {
  const endsAt = useDesk(({ agent }) => (agent?.state === 'WrapUp' ? agent.wrapUpEndsAt : null));
  const since = useDesk(({ agent }) => agent?.since ?? 0);
  return <WrapUpTime since={since} endsAt={endsAt} />;
}
