import { loginParts, parseLoginString } from '../../../contract/login-string/parse-login-string.ts';
import { Chip } from '../../parts/chip.tsx';

/** What Switchhook reads in the login string, so that a slip shows before it is sent. */
export function ReadParts({ text }: { readonly text: string }) {
  const parts = loginParts(text);
  const parsed = parseLoginString(text);
  const of = (name: string): string => parts.find((part) => part.name === name)?.text ?? '';
  const bad = (name: string): 'bad' | 'plain' =>
    !parsed.ok && !parsed.error.unfinished && parsed.error.part === name ? 'bad' : 'plain';
  const agent = of('agent');
  const device = of('device');
  return (
    <div>
      <span className="label">What Switchhook reads</span>
      <div className="chips">
        {agent && (
          <Chip icon="user" tone={bad('agent')}>
            Agent <b className="numeric cut">{agent}</b>
          </Chip>
        )}
        {device && (
          <Chip icon="device" tone={bad('device')}>
            Device <b className="numeric cut">{device}</b>
          </Chip>
        )}
        {parsed.ok && parsed.value.media.voice && (
          <Chip icon="phone" tone="blue">
            <b>1 voice</b>
          </Chip>
        )}
        {!agent && !device && <span className="text-xs ink-3">Nothing yet</span>}
      </div>
    </div>
  );
}
