import type { ServerKind } from '../../../contract/servers/server-kind.ts';
import { Button } from '../../parts/button.tsx';
import { useCommand } from '../../state/desk-context.tsx';

/** Ends the wait for a service's servers: they are tried at once. */
export function TryNow({ kind }: { readonly kind: ServerKind }) {
  const send = useCommand();
  return (
    <Button size="small" onClick={() => send({ type: 'tryConnection', kind })}>
      Try now
    </Button>
  );
}
