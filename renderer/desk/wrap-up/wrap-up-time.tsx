import { useDesk } from '../../state/desk-context.tsx';
import { RunningOut } from '../frame/running-out.tsx';
import { SecondsLeft } from '../frame/times.tsx';

/** How long wrap-up still lasts; nothing where it has no end. */
export function WrapUpTime() {
  const endsAt = useDesk(({ agent }) => (agent?.state === 'WrapUp' ? agent.wrapUpEndsAt : null));
  const since = useDesk(({ agent }) => agent?.since ?? 0);
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
