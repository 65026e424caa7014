import type { AgentLoginType, LoginPartName } from '../../../contract/login-string/parts.ts';
import { parseVoiceLogin } from '../../../contract/login-string/voice-alone.ts';
import { channelsAsked } from '../../../contract/sessions/channel-sessions.ts';
import { Chip } from '../../parts/chip.tsx';
import { partText } from './login-words.ts';
import { SessionTotal } from './session-total.tsx';

/** A contact centre with voice alone gives no other channel. */
const voiceAlone = { actions: 0, chats: 0 } as const;

/** What Switchhook reads in the login string, so that a slip shows before it is sent. */
export function ReadParts({ text, type }: { readonly text: string; readonly type: AgentLoginType }) {
  const parsed = parseVoiceLogin(text, type);
  const bad = (name: LoginPartName): 'bad' | 'plain' =>
    !parsed.ok && !parsed.error.unfinished && parsed.error.part === name ? 'bad' : 'plain';
  const agent = partText(text, type, 'agent');
  const name = partText(text, type, 'name');
  const device = partText(text, type, 'device');
  return (
    <>
      <div>
        <span className="label">What Switchhook reads</span>
        <div className="chips">
          {agent && (
            <Chip icon="user" tone={bad('agent')}>
              Agent <b className="numeric cut">{agent}</b>
            </Chip>
          )}
          {name && (
            <Chip icon="user" tone={bad('name')}>
              Agent <b className="cut">{name}</b>
            </Chip>
          )}
          {device && (
            <Chip icon="device" tone={bad('device')}>
              Device <b className="numeric cut">{device}</b>
            </Chip>
          )}
          {parsed.ok && (
            <>
              <Chip icon="phone" tone="blue">
                <b>1 voice</b>
              </Chip>
              <Chip icon="reserved" tone="warn">
                <b>1 reserved</b>
              </Chip>
            </>
          )}
          {!agent && !name && !device && <span className="text-xs ink-3">Nothing yet</span>}
        </div>
      </div>
      {parsed.ok && <SessionTotal channels={channelsAsked(parsed.value.media, voiceAlone)} />}
    </>
  );
}
