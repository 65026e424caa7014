import { allows } from '../../../contract/cti/enablement.ts';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { Segmented, type SegmentedOption } from '../../parts/segmented.tsx';
import { useCommand, useDesk, useDeskMade, useDeskTools } from '../../state/desk-context.tsx';
import { desktopSettings, phoneHasFailed } from '../../state/selectors.ts';
import { openPopover } from '../../state/ui-store.ts';
import { type StateChoice, stateChoices } from '../agent/state-choices.ts';

type After = 'WrapUp' | 'Ready' | 'NotReady';

/** The state that follows: what the server says comes next, or what was chosen and not answered yet. */
export function AfterThisCall({ ended }: { readonly ended: boolean }) {
  const { ui } = useDeskTools();
  const send = useCommand();
  const shown = useDesk(({ agent }) => agent !== null && (!ended || agent.state === 'WrapUp'));
  const next = useDesk(
    ({ agent }): After | null => agent?.chosen?.target.state ?? agent?.next?.state ?? null,
  );
  const options = useDeskMade((desk) => afterOptions(desk, ended));
  const needsReason = useDesk(({ agent }) => agent !== null && !allows(agent.enablement, 'notReady'));
  if (!shown) return null;
  const choose = (id: string): void => {
    if (id === 'NotReady' && needsReason) openPopover(ui, 'state');
    else if (id === 'NotReady') send({ type: 'setState', target: { state: 'NotReady', reasonCode: null } });
    else send({ type: 'setState', target: { state: id === 'Ready' ? 'Ready' : 'WrapUp' } });
  };
  const label = ended ? 'When wrap-up ends' : 'When this call ends';
  return (
    <div>
      <span className="label">{label}</span>
      <Segmented label={label} options={options} value={next} onChange={choose} />
    </div>
  );
}

/** The same as the state menu offers, for the same reasons. */
function afterOptions(desk: DeskState, ended: boolean): readonly SegmentedOption[] {
  if (!desk.agent) return [];
  const choices = stateChoices(desk.agent, desktopSettings(desk), desk.audio, phoneHasFailed(desk));
  const limitMs = desk.agent.wrapUpLimitMs;
  const wrapUp = {
    id: 'WrapUp',
    label: limitMs === null ? 'Wrap-up' : `Wrap-up ${Math.ceil(limitMs / 1_000)} s`,
    off: whyNot(choices.wrapUp),
  };
  const notReady = choices.notReady.map(whyNot);
  return [
    ...(ended ? [] : [wrapUp]),
    { id: 'Ready', label: 'Ready', off: whyNot(choices.ready) },
    { id: 'NotReady', label: 'Not Ready', off: notReady.includes(null) ? null : (notReady[0] ?? null) },
  ];
}

function whyNot({ off, note }: StateChoice): string | null {
  return off ? note : null;
}
