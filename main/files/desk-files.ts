import path from 'node:path';
import { type WrapUpData, wrapUpData } from '../../contract/cti/requests.ts';
import { type SessionsPost, sessionsPost } from '../../contract/sessions/requests.ts';
import type { Log } from '../log/log.ts';
import { createKeptConfiguration, type KeptConfigurationFile } from '../settings/kept-configuration.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createManualSessions, type ManualSessions } from './manual-sessions.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createRecentCalls, type RecentCalls } from './recent-calls.ts';

/** Everything a desk keeps on disk besides its settings. */
export interface DeskFiles {
  readonly configuration: KeptConfigurationFile;
  readonly drafts: Drafts;
  readonly outbox: Outbox<WrapUpData>;
  /** What goes to session managers: messages, and what is written about chats and action items. */
  readonly sessionsOutbox: Outbox<SessionsPost>;
  readonly recentCalls: RecentCalls;
  readonly manualSessions: ManualSessions;
}

/** Opens them in the desk's own folder; each file is made when it is first needed. */
export function openDeskFiles(folder: string, now: () => number, log: Log): DeskFiles {
  const at = (name: string): string => path.join(folder, name);
  return {
    configuration: createKeptConfiguration({ file: at('kept-configuration.json'), now, log }),
    drafts: createDrafts({ folder: at('drafts'), now, log }),
    outbox: createOutbox({ folder: at('outbox'), request: wrapUpData, now, log }),
    sessionsOutbox: createOutbox({ folder: at('sessions-outbox'), request: sessionsPost, now, log }),
    recentCalls: createRecentCalls({ file: at('recent-calls.json'), now, log }),
    manualSessions: createManualSessions({ folder: at('manual-sessions'), now, log }),
  };
}
