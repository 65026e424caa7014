import { useState } from 'react';
import type { ConnectionView, SideView } from '../../../contract/desk/desk-state.ts';
import { type ServerKind, type Side, serverKinds } from '../../../contract/servers/server-kind.ts';
import { Button } from '../../parts/button.tsx';
import { useCommand, useDesk, useDeskTools, useServerTime } from '../../state/desk-context.tsx';
import { clockTimeToTheSecond } from '../../state/times.ts';
import { openPanel, openPopover, type UiStore } from '../../state/ui-store.ts';
import {
  type Connections,
  connectionsAdvice,
  helpDeskText,
  isUnencrypted,
  services,
  sideWord,
} from './connection-words.ts';

/** Every service with both its sides, since when, and what to tell the help desk. */
export function ConnectionsPanel({ connections }: { readonly connections: Connections }) {
  return (
    <>
      <div className="panel-head connections-head">
        <h2 className="text-lg">Connections</h2>
        <Checked />
      </div>
      <table className="services">
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Side A</th>
            <th scope="col">Side B</th>
          </tr>
        </thead>
        <tbody>
          {serverKinds.map((kind) => (
            <ServiceRow key={kind} kind={kind} connection={connections[kind]} />
          ))}
        </tbody>
      </table>
      <Foot connections={connections} />
      <SupportBundle />
    </>
  );
}

function Foot({ connections }: { readonly connections: Connections }) {
  const { bridge, clock, ui } = useDeskTools();
  const send = useCommand();
  const down = serverKinds.filter((kind) => connections[kind].status === 'down');
  return (
    <div className="panel-foot row connections-foot">
      <span className="text-xs ink-2 grow">{connectionsAdvice(connections)}</span>
      {down.length > 0 && (
        <Button
          size="small"
          onClick={() => {
            for (const kind of down) send({ type: 'tryConnection', kind });
          }}
        >
          Try now
        </Button>
      )}
      <Button size="small" onClick={() => showDiagnostics(ui)}>
        Run checks
      </Button>
      <Button
        size="small"
        onClick={() => void bridge.copy(helpDeskText(connections, clock.store.getState().now))}
      >
        Copy for the help desk
      </Button>
    </div>
  );
}

function showDiagnostics(ui: UiStore): void {
  openPopover(ui, null);
  openPanel(ui, 'diagnostics');
}

type Saving =
  | { readonly is: 'idle' | 'busy' }
  | { readonly is: 'saved'; readonly file: string }
  | { readonly is: 'failed'; readonly why: string };

/** What the flight recorder has, as one file for the help desk. */
function SupportBundle() {
  const { run } = useDeskTools();
  const [saving, setSaving] = useState<Saving>({ is: 'idle' });
  const save = async (): Promise<void> => {
    setSaving({ is: 'busy' });
    const outcome = await run({ type: 'saveSupportBundle' });
    if (outcome.ok) setSaving({ is: 'saved', file: outcome.file ?? '' });
    else setSaving({ is: 'failed', why: `${outcome.error.title}. ${outcome.error.message}` });
  };
  return (
    <div className="panel-foot row">
      <span className="text-xs ink-2 grow wrap-anywhere" role="status">
        {bundleWords(saving)}
      </span>
      <Button
        size="small"
        off={saving.is === 'busy' ? 'It is being saved' : null}
        onClick={() => void save()}
      >
        Save support bundle
      </Button>
    </div>
  );
}

function bundleWords(saving: Saving): string {
  switch (saving.is) {
    case 'idle':
      return 'What this desk did in the last days, with numbers masked and nothing secret.';
    case 'busy':
      return 'Saving the support bundle.';
    case 'saved':
      return `Saved: ${saving.file}`;
    case 'failed':
      return saving.why;
  }
}

function Checked() {
  const text = useServerTime(clockTimeToTheSecond);
  return <span className="push text-xs ink-2 numeric">Checked {text}</span>;
}

function ServiceRow({
  kind,
  connection,
}: {
  readonly kind: ServerKind;
  readonly connection: ConnectionView;
}) {
  const { title, gives } = services[kind];
  const notable = connection.status === 'moved' || connection.status === 'down';
  return (
    <tr>
      <th scope="row">
        {notable ? <b>{title}</b> : title}
        <small>{gives}</small>
      </th>
      <SideCell connection={connection} side="A" />
      <SideCell connection={connection} side="B" />
    </tr>
  );
}

function SideCell({ connection, side }: { readonly connection: ConnectionView; readonly side: Side }) {
  const offset = useDesk(({ clockOffsetMs }) => clockOffsetMs);
  const view = connection.sides[side];
  const notable = view.state === 'silent' || (view.state === 'in-use' && connection.status === 'moved');
  const open = isUnencrypted(view);
  return (
    <td title={[view.address, open && 'not encrypted', view.error].filter(Boolean).join(': ')}>
      <span className={`cell ${cellLook(connection, view)}`}>
        <span className="jack" />
        <span>
          {sideWord(view)}
          {open && <small className="unencrypted">not encrypted</small>}
          {notable && <small className="numeric">since {clockTimeToTheSecond(view.since + offset)}</small>}
        </span>
      </span>
    </td>
  );
}

function cellLook({ status }: ConnectionView, { state }: SideView): string {
  if (state === 'silent') return 'gone';
  if (state !== 'in-use') return '';
  return status === 'moved' ? 'moved' : 'on';
}
