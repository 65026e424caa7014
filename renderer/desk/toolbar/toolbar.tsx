import { useDesk } from '../../state/desk-context.tsx';
import { desktopSettings } from '../../state/selectors.ts';
import { stateWords } from '../agent/agent-words.ts';
import { StatePlate } from '../agent/state-plate.tsx';
import { ConnectionsButton } from '../connections/connections-button.tsx';
import { Clock } from '../frame/times.tsx';
import { RingingPopover } from '../ringing/ringing-popover.tsx';
import { CallSummary } from './call-summary.tsx';
import { CallToolbar } from './call-toolbar.tsx';

/** The strip that is always there: state, who is on the line, call buttons, connections, clock. */
export function Toolbar() {
  const tone = useDesk((desk) => stateWords(desk, desktopSettings(desk)).tone);
  return (
    <section className="toolbar" data-state={tone} aria-label="Agent and call">
      <StatePlate />
      <div className="toolbar-call">
        <CallSummary />
        <div className="toolbar-tools">
          <CallToolbar />
          <RingingPopover />
        </div>
      </div>
      <div className="toolbar-end">
        <ConnectionsButton />
        <Clock />
      </div>
    </section>
  );
}
