import { Button, MenuTrigger } from 'react-aria-components';
import { Icon } from '../../parts/icon.tsx';
import { useDesk, useDeskMade, useDeskTools, useServerTime, useUi } from '../../state/desk-context.tsx';
import { desktopSettings } from '../../state/selectors.ts';
import { duration, secondsLeft, secondsSince } from '../../state/times.ts';
import { openPopover } from '../../state/ui-store.ts';
import { stateWords } from './agent-words.ts';
import { StateMenu } from './state-menu.tsx';

/** A second line with more letters than this does not fit beside the time. */
const longDetail = 17;

/** The agent's state: icon, word, reason or what comes next, time in it. Opens the state menu. */
export function StatePlate() {
  const { ui } = useDeskTools();
  const isOpen = useUi((state) => state.open === 'state');
  const words = useDeskMade((desk) => stateWords(desk, desktopSettings(desk)));
  const loggingOut = useDesk(({ login }) => login.phase === 'logging-out');
  const away = useDesk(({ agent }) => agent === null);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={(open) => openPopover(ui, open ? 'state' : null)}>
      <Button
        className={words.detail.length > longDetail ? 'plate long-detail' : 'plate'}
        isDisabled={loggingOut || away}
      >
        <Icon name={words.icon} size="large" />
        <span className="stack">
          <span className="word">{words.word}</span>
          <span className="then">{loggingOut ? 'Logging out' : <Detail text={words.detail} />}</span>
        </span>
        <TimeInState />
        <Icon name="chevron" size="small" />
        <span className="visually-hidden">Change state</span>
      </Button>
      <StateMenu />
    </MenuTrigger>
  );
}

/** In wrap-up with an end, the seconds left take the place of the words; a choice not answered yet goes first. */
function Detail({ text }: { readonly text: string }) {
  const endsAt = useDesk(({ agent }) => {
    if (agent?.state !== 'WrapUp' || agent.known === 'lost') return null;
    return agent.chosen || agent.wrapUpFinished ? null : agent.wrapUpEndsAt;
  });
  const since = useDesk(({ agent }) => agent?.since ?? 0);
  const left = useServerTime((now) => (endsAt === null ? null : secondsLeft(since, endsAt, now)));
  if (endsAt === null || left === null) return text;
  return `${left} s of ${Math.round((endsAt - since) / 1_000)} left`;
}

function TimeInState() {
  const since = useDesk(({ agent, connections, clockOffsetMs }) => {
    if (!agent) return null;
    return agent.known === 'lost' ? connections.cti.since + clockOffsetMs : agent.since;
  });
  const lost = useDesk(({ agent }) => agent?.known === 'lost');
  const text = useServerTime((now) => (since === null ? '' : duration(secondsSince(since, now))));
  return <span className={lost || text.length > 5 ? 'time numeric long' : 'time numeric'}>{text}</span>;
}
