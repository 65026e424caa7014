import type { AgentView } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useDesk, useDeskMade, useDeskTools } from '../../state/desk-context.tsx';
import { phoneHasFailed } from '../../state/selectors.ts';
import { openPopover } from '../../state/ui-store.ts';
import { channelsWords, type Readiness, readiness } from '../agent/readiness.ts';
import { SimulatorButton } from '../frame/simulator-button.tsx';
import { NewManualSession } from '../manual/new-manual-session.tsx';
import { callTools } from '../toolbar/call-tools.ts';

/** The sheet while no session is open: why, and what fills it. */
export function NothingOpen() {
  const { ui } = useDeskTools();
  const agent = useDesk((desk) => desk.agent);
  const phoneFailed = useDesk(phoneHasFailed);
  const { keypad } = useDeskMade(callTools);
  const where = useDeskMade(readiness);
  const mayDial = keypad.word === 'Dial' && keypad.off === null;
  const notReady = agent?.state === 'NotReady';
  return (
    <div className="sheet-inside nothing">
      <EmptyState
        icon="mark"
        title="Nothing open"
        level={1}
        actions={
          <>
            {notReady && (
              <Button size="small" icon="ready" onClick={() => openPopover(ui, 'state')}>
                Change state
              </Button>
            )}
            {mayDial && (
              <Button size="small" icon="keypad" onClick={() => openPopover(ui, 'dial')}>
                Dial
              </Button>
            )}
            {!notReady && <NewManualSession look="plain" />}
            <SimulatorButton />
          </>
        }
      >
        {why(agent, phoneFailed, where)}
      </EmptyState>
    </div>
  );
}

function why(agent: AgentView | null, phoneFailed: boolean, where: Readiness): string {
  if (!agent) return 'The desk is still being told who you are.';
  if (agent.known === 'lost') return 'CTI does not answer, so no call is routed to you now.';
  const isIdle = agent.state === 'Ready' || agent.state === 'NotReady';
  if (where.is === 'partial' && isIdle) return partialWords(where);
  if (phoneFailed && agent.state === 'NotReady') {
    return 'Your phone is not connected, so no call is routed to you. You can go Ready when it is.';
  }
  switch (agent.state) {
    case 'Ready':
      return where.is === 'all'
        ? `You are Ready for ${lowerCase(channelsWords(where.ready))}. What is offered to you opens here by itself.`
        : 'You are Ready for voice. A call opens here by itself.';
    case 'NotReady':
      return 'You are Not Ready, so no call is routed to you. Go Ready when you are.';
    case 'Reserved':
      return 'A call is offered to you. Answer it and it opens here.';
    case 'LoggedOut':
    case 'Talking':
    case 'Hold':
    case 'WrapUp':
      return 'Choose a session at the side to open it.';
  }
}

function partialWords({ ready, notReady }: Readiness): string {
  const not = lowerCase(channelsWords(notReady.map(({ channel }) => channel)));
  return `You are Ready for ${lowerCase(channelsWords(ready))}, and not for ${not}. The state menu has each of them.`;
}

function lowerCase(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
