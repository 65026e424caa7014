import { type KeyboardEvent, type ReactNode, useId } from 'react';
import type { LabelledCode } from '../../../contract/configuration/desktop-settings.ts';
import type { VoiceSession } from '../../../contract/desk/desk-state.ts';
import { Chip } from '../../parts/chip.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { RadioOptions } from '../../parts/radio-options.tsx';
import { useDesk, useDeskTools, useDraft } from '../../state/desk-context.tsx';
import type { Drafted } from '../../state/drafts.ts';
import { desktopSettings } from '../../state/selectors.ts';
import { AfterThisCall } from './after-this-call.tsx';
import { FinishWrapUp } from './finish-wrap-up.tsx';
import { savedWords } from './saved-words.ts';
import { AgentWrapUpTime } from './wrap-up-time.tsx';

/** What the agent decides about a call: disposition, and what he does when it ends. Written while it still goes on. */
export function WrapUpPanel({ session }: { readonly session: VoiceSession }) {
  const ended = session.phase === 'ended';
  return (
    <WrapUpFrame
      session={session}
      isOver={ended}
      notYet="You can finish once the call has ended."
      after={<AfterThisCall ended={ended} />}
    >
      {ended && <AgentWrapUpTime />}
    </WrapUpFrame>
  );
}

export interface WrapUpFrameProps {
  readonly session: Drafted;
  /** Whether what it is about is over, so that it can be finished. */
  readonly isOver: boolean;
  /** While it goes on; then it is "Wrap-up". */
  readonly title?: string;
  /** Why it cannot be finished before. */
  readonly notYet: string;
  /** Under the dispositions. */
  readonly after?: ReactNode;
  /** What the last button says; absent: "Finish wrap-up". */
  readonly finish?: string;
  /** Over the dispositions. */
  readonly children: ReactNode;
}

/** What is decided about a session of any kind, on disk as it is chosen, and Finish. */
export function WrapUpFrame(props: WrapUpFrameProps) {
  const {
    session,
    isOver,
    title: live = 'Wrap-up',
    notYet,
    after,
    finish = 'Finish wrap-up',
    children,
  } = props;
  const { drafts } = useDeskTools();
  const edit = useDraft(session);
  const saved = useDesk((desk) => savedWords(session.draft, edit.saving, desk, 'short'));
  const dispositions = useDesk((desk) => desktopSettings(desk)?.dispositions);
  const title = useId();
  const choose = (code: number): void => drafts.edit(session, { disposition: code });
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
    const disposition = dispositions?.[place - 1];
    if (!disposition || event.ctrlKey || event.metaKey || event.altKey) return;
    // In the notes of a chat a digit is a digit.
    if (event.target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    choose(disposition.code);
  };
  return (
    <aside className="side" aria-labelledby={title} onKeyDown={onKeyDown}>
      <div className="panel-head">
        <h2 className="text-lg" id={title}>
          {isOver ? 'Wrap-up' : live}
        </h2>
        {!isOver && live === 'Wrap-up' && <Chip>Draft</Chip>}
        <span className="push text-xs ink-3 numeric">{saved}</span>
      </div>
      <div className="panel-body">
        {children}
        <Dispositions dispositions={dispositions} chosen={edit.disposition} onChoose={choose} />
        {after}
      </div>
      <FinishWrapUp
        sessionId={session.id}
        notYet={isOver ? null : notYet}
        disposition={edit.disposition}
        word={finish}
      />
    </aside>
  );
}

interface DispositionsProps {
  readonly dispositions: readonly LabelledCode[] | undefined;
  readonly chosen: number | null;
  readonly onChoose: (code: number) => void;
}

function Dispositions({ dispositions, chosen, onChoose }: DispositionsProps) {
  if (!dispositions || dispositions.length === 0) {
    return (
      <EmptyState icon="wrapUp" title="No dispositions">
        The cluster has none to choose from. Your notes are enough.
      </EmptyState>
    );
  }
  return (
    <RadioOptions
      label="Disposition"
      value={chosen === null ? null : String(chosen)}
      onChange={(code) => onChoose(Number(code))}
      options={dispositions.map(({ code, label }, index) => ({
        id: String(code),
        label,
        key: index < 9 ? String(index + 1) : undefined,
      }))}
    />
  );
}
