import type { ActionItemSession, ChatSession } from '../../../contract/desk/desk-state.ts';
import { Chip } from '../../parts/chip.tsx';
import { useDeskTools, useServerTime } from '../../state/desk-context.tsx';
import { clockTime, dayOf } from '../../state/times.ts';
import { dueWords, sameDay } from '../action-item/due-words.ts';
import { ScreenPop } from '../call/call-headline.tsx';
import { interactionName, kindWord } from './interaction-words.ts';

/** Name, flags, until when, queue, what it is about. */
export function InteractionHeadline({ session }: { readonly session: ChatSession | ActionItemSession }) {
  const { interaction, screenPop } = session;
  const name = interactionName(session);
  const about = session.kind === 'chat' ? interaction.subject : interaction.customerName;
  return (
    <div className="headline ruled">
      <div className="row">
        <h1 className="text-xl cut" title={name}>
          <bdi>{name}</bdi>
        </h1>
        <span className="row push flags">
          {interaction.dueAt !== null && <Due at={interaction.dueAt} open={interaction.endedAt === null} />}
          {interaction.customer?.flags.map(({ text, tone }) => (
            <Chip key={text}>
              <bdi className="cut">{tone === 'notice' ? <b>{text}</b> : text}</bdi>
            </Chip>
          ))}
          {screenPop !== null && <ScreenPop sessionId={session.id} url={screenPop} />}
        </span>
      </div>
      <p className="meta">
        <span>{kindWord[session.kind]}</span>
        <span className="dotted">
          {interaction.isDirect
            ? 'Meant for you'
            : interaction.skillGroup
              ? `${interaction.skillGroup.name} queue`
              : 'Routed to you'}
        </span>
        {about && about !== name && (
          <span className="dotted">
            <bdi className="strong ink">{about}</bdi>
          </span>
        )}
        <Since at={interaction.answeredAt ?? interaction.offeredAt} />
      </p>
    </div>
  );
}

/** Amber once the time has come. */
function Due({ at, open }: { readonly at: number; readonly open: boolean }) {
  const { clock } = useDeskTools();
  const isLate = useServerTime((now) => open && now >= at);
  const words = dueWords(at, clock.store.getState().now);
  return (
    <Chip icon="clock" tone={isLate ? 'warn' : 'plain'}>
      <b className="numeric">{isLate ? words.replace('Due', 'Was due') : words}</b>
    </Chip>
  );
}

function Since({ at }: { readonly at: number }) {
  const { clock } = useDeskTools();
  const { now } = clock.store.getState();
  return (
    <span className="dotted">
      {sameDay(at, now) ? 'Today' : dayOf(at, now)} <span className="numeric">{clockTime(at)}</span>
    </span>
  );
}
