import { useRef } from 'react';
import { serverKinds } from '../../../contract/servers/server-kind.ts';
import { Icon } from '../../parts/icon.tsx';
import { Jacks } from '../../parts/jacks.tsx';
import { PopoverPanel } from '../../parts/popover.tsx';
import { useDesk, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { openPopover, togglePopover } from '../../state/ui-store.ts';
import { connectionsWords, jackLook, unencryptedWords } from './connection-words.ts';
import { ConnectionsPanel } from './connections-panel.tsx';

/** The jack field with its words; opens what stands behind each jack. */
export function ConnectionsButton() {
  const button = useRef<HTMLButtonElement>(null);
  const { ui } = useDeskTools();
  const isOpen = useUi((state) => state.open === 'connections');
  const connections = useDesk((desk) => desk.connections);
  const words = connectionsWords(connections);
  const unencrypted = unencryptedWords(connections);
  const label = `Connections: ${[words, unencrypted].filter(Boolean).join('. ')}`;
  const columns = serverKinds.map((kind) => ({
    id: kind,
    a: jackLook(connections[kind], 'A'),
    b: jackLook(connections[kind], 'B'),
  }));
  return (
    <>
      <button
        ref={button}
        type="button"
        className="connections-button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={label}
        title={label}
        onClick={() => togglePopover(ui, 'connections')}
      >
        <Jacks columns={columns} />
        <span className="connections-words">{words}</span>
        {unencrypted !== '' && (
          <span className="connections-open">
            <Icon name="lockOpen" size="small" />
            <span>not encrypted</span>
          </span>
        )}
      </button>
      <PopoverPanel
        anchor={button}
        isOpen={isOpen}
        onClose={() => openPopover(ui, null)}
        label="Connections"
        look="connections-popover"
        at="bottom start"
      >
        <ConnectionsPanel connections={connections} />
      </PopoverPanel>
    </>
  );
}
