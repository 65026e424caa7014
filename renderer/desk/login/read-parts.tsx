import type { AgentLoginType, LoginPartName } from '../../../contract/login-string/parts.ts';
import { bufferSessions, type ChannelSessions } from '../../../contract/sessions/channel-sessions.ts';
import { Chip } from '../../parts/chip.tsx';
import { partText } from './login-words.ts';
import type { LoginRead } from './read-login.ts';
import { SessionTotal } from './session-total.tsx';

export interface ReadPartsProps {
  readonly text: string;
  readonly type: AgentLoginType;
  readonly read: LoginRead;
}

/** What Switchhook reads in the login string, so that a slip shows before it is sent. */
export function ReadParts({ text, type, read }: ReadPartsProps) {
  const { failure, channels } = read;
  const bad = (name: LoginPartName): 'bad' | 'plain' =>
    failure && !failure.unfinished && failure.part === name ? 'bad' : 'plain';
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
          {channels && <Channels channels={channels} tooMany={failure?.tooMany ?? null} />}
          {!agent && !name && !device && <span className="text-xs ink-3">Nothing yet</span>}
        </div>
      </div>
      {channels && <SessionTotal channels={channels} />}
    </>
  );
}

interface ChannelsProps {
  readonly channels: ChannelSessions;
  readonly tooMany: 'actions' | 'chats' | null;
}

function Channels({ channels, tooMany }: ChannelsProps) {
  const { voice, actions, chats } = channels;
  const reserved = bufferSessions(channels);
  return (
    <>
      {voice > 0 && (
        <Chip icon="phone" tone="blue">
          <b>1 voice</b>
        </Chip>
      )}
      {actions > 0 && (
        <Chip icon="action" tone={tooMany === 'actions' ? 'bad' : 'blue'}>
          <b>{actions === 1 ? '1 action item' : `${actions} action items`}</b>
        </Chip>
      )}
      {chats > 0 && (
        <Chip icon="chat" tone={tooMany === 'chats' ? 'bad' : 'blue'}>
          <b>{chats === 1 ? '1 chat' : `${chats} chats`}</b>
        </Chip>
      )}
      {reserved > 0 && (
        <Chip icon="reserved" tone="warn">
          <b>{reserved} reserved</b>
        </Chip>
      )}
    </>
  );
}
