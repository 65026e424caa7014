import { Button } from '../../parts/button.tsx';
import { useCommand, useDesk } from '../../state/desk-context.tsx';

/** Opens the simulated tier's control page, where calls are placed and servers killed; absent with real servers. */
export function SimulatorButton() {
  const there = useDesk(({ simulator }) => simulator !== null);
  const send = useCommand();
  return there ? (
    <Button size="small" tone="quiet" onClick={() => send({ type: 'openSimulator' })}>
      Simulator
    </Button>
  ) : null;
}
