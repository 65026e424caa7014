import type { DeskError } from '../../../contract/desk/desk-error.ts';
import { Button } from '../../parts/button.tsx';
import { useDesk, useDeskTools, useServerTime } from '../../state/desk-context.tsx';
import { age, clockTimeToTheSecond, dayOf } from '../../state/times.ts';
import { TryNow } from '../connections/try-now.tsx';
import { detailsText } from '../error-text.ts';
import { Notice } from './notice.tsx';

/** Whether the profiles are fresh; if not, how old they are and that the desk goes on trying. */
export function ConfigurationNotice() {
  const configuration = useDesk((desk) => desk.configuration);
  if (configuration.status === 'fresh') return null;
  if (configuration.status === 'none') {
    return (
      <Notice icon="lost" title="No profiles yet" actions={<TryConfiguration error={configuration.error} />}>
        {configuration.error?.message ?? 'Waiting for a configuration server. Switchhook goes on trying.'} Log
        in is enabled as soon as one answers.
      </Notice>
    );
  }
  return (
    <Notice
      icon="clock"
      title={<Age downloadedAt={configuration.downloadedAt} />}
      actions={<TryConfiguration error={configuration.error} />}
    >
      {configuration.error?.message ?? 'No configuration server answers. Switchhook goes on trying.'} You can
      log in with these until newer ones come.
    </Notice>
  );
}

function Age({ downloadedAt }: { readonly downloadedAt: number }) {
  const offset = useDesk((desk) => desk.clockOffsetMs);
  const at = downloadedAt + offset;
  const text = useServerTime(
    (now) => `These profiles are ${age(at, now)} old (${dayOf(at, now)}, ${clockTimeToTheSecond(at)})`,
  );
  return text;
}

function TryConfiguration({ error }: { readonly error: DeskError | null }) {
  const { bridge } = useDeskTools();
  return (
    <>
      <TryNow kind="configuration" />
      {error && (
        <Button size="small" tone="quiet" onClick={() => void bridge.copy(detailsText(error))}>
          Copy details
        </Button>
      )}
    </>
  );
}

/** Another desk has the agent now: which, since when, and that nothing written is lost. */
export function DisplacedNotice() {
  const login = useDesk((desk) => desk.login);
  if (login.phase !== 'displaced') return null;
  return (
    <Notice icon="swap" title={`Another desk took over agent ${login.agentId}`} isAlert>
      {login.by.desk} on device <span className="numeric">{login.by.device}</span>, at{' '}
      <span className="numeric">{clockTimeToTheSecond(login.at)}</span>. Your notes are kept. This desk does
      not log in again by itself.
    </Notice>
  );
}
