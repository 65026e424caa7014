import type { ConfigurationAnswer } from '../../contract/configuration/messages.ts';
import type { CtiAnswer } from '../../contract/cti/answers.ts';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { RecentCall, SimulatorView } from '../../contract/desk/desk-state.ts';
import type { PasswordMemory } from '../../contract/desk/password-memory.ts';
import type { LicensingAnswer } from '../../contract/licensing/messages.ts';
import type { Result } from '../../contract/result.ts';
import type { ServerOrder } from '../../contract/servers/pair-rules.ts';
import type { SessionsAnswer } from '../../contract/sessions/answers.ts';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import type { FileFailure } from '../files/file-failure.ts';
import type { OutboxRefusal } from '../files/outbox.ts';
import type { ServerPairEvent } from '../servers/server-pair.ts';
import type { KeptConfiguration } from '../settings/kept-configuration.ts';
import type { WakeCause } from '../wake/wake-watch.ts';
import type { AddressSources } from './address-sources.ts';
import type { AudioChoice } from './audio.ts';
import type { SoundWait, TimerName } from './effects.ts';
import type { KeptDraft, KeptManualSession } from './model.ts';
import type { Post } from './posts.ts';

/**
 * All that can happen to the desk. `now` is this computer's clock; `id` is unique, for requests that the
 * transition makes.
 */
export type Input =
  | {
      readonly type: 'start';
      readonly kept: KeptConfiguration | null;
      readonly recentCalls: readonly RecentCall[];
      /** Files that were damaged and set aside, a sentence each. */
      readonly notices: readonly string[];
      readonly drafts: Readonly<Record<string, KeptDraft>>;
      readonly manualSessions: readonly KeptManualSession[];
      readonly lastProfile: string | null;
      readonly audio: AudioChoice;
      /** Which SIP server is tried first; `phoneOrder` tells when it changes. */
      readonly phoneOrder: ServerOrder;
      /** Whether servers elsewhere than on this computer may be spoken with without TLS. */
      readonly allowPlaintext: boolean;
      readonly simulator: SimulatorView | null;
    }
  /** Told before the start, and when it changes. */
  | { readonly type: 'addressSources'; readonly sources: AddressSources }
  /** A policy sets an address that the cluster does not name: a sentence, told once. */
  | { readonly type: 'addressDrift'; readonly sentence: string }
  /** These settings were changed, and are used only once the desk is started again; told whenever they are others. */
  | { readonly type: 'restartNeeded'; readonly settings: readonly SettingKey[] }
  /** The next time that the phone registers, this SIP server is tried first. */
  | { readonly type: 'phoneOrder'; readonly order: ServerOrder }
  /** The name that the settings have for the cluster leads nowhere: a sentence. */
  | { readonly type: 'clusterNotFound'; readonly sentence: string }
  | { readonly type: 'command'; readonly commandId: string; readonly command: DeskCommand }
  | { readonly type: 'configuration'; readonly event: ServerPairEvent<ConfigurationAnswer> }
  | { readonly type: 'licensing'; readonly event: ServerPairEvent<LicensingAnswer> }
  | { readonly type: 'cti'; readonly event: ServerPairEvent<CtiAnswer> }
  | { readonly type: 'sessions'; readonly event: ServerPairEvent<SessionsAnswer> }
  | { readonly type: 'phone'; readonly event: PhoneEvent }
  | {
      readonly type: 'draftSaved';
      readonly sessionId: string;
      readonly at: number;
      readonly commandId: string | null;
    }
  | {
      readonly type: 'draftNotSaved';
      readonly sessionId: string;
      readonly why: string;
      readonly commandId: string | null;
    }
  /** A manual session is on disk as it is now, or could not be put there. */
  | {
      readonly type: 'manualSessionKept';
      readonly commandId: string;
      readonly kept: Result<null, FileFailure>;
    }
  /** What was written in a manual session is put away, where anything was, so that it may go; or it could not be. */
  | {
      readonly type: 'manualSessionClosed';
      readonly commandId: string;
      readonly sessionId: string;
      readonly closed: Result<{ readonly file: string | null }, FileFailure>;
    }
  /** What he wrote is in the outbox, or could not be put there; either way they may go out now. */
  | { readonly type: 'inOutbox'; readonly id: string }
  /** Requests that an earlier run left in the outbox for the agent who has just logged in. */
  | { readonly type: 'outbox'; readonly requests: readonly Post[] }
  /** What its server never takes was kept in a file, or could not be. */
  | {
      readonly type: 'postSetAside';
      readonly request: Post;
      readonly refusal: OutboxRefusal;
      readonly kept: Result<{ readonly file: string }, FileFailure>;
    }
  /** The support bundle that was asked for is written, or could not be. */
  | {
      readonly type: 'supportBundleSaved';
      readonly commandId: string;
      readonly saved: Result<{ readonly file: string }, FileFailure>;
    }
  /** What is remembered of passwords, at the start and when it changes. `notice`: what went wrong with it, as a sentence. */
  | { readonly type: 'passwordMemory'; readonly memory: PasswordMemory; readonly notice: string | null }
  /** The secure storage has given back the password of a login, or has not, and why, as a sentence. */
  | {
      readonly type: 'passwordUnlocked';
      readonly commandId: string;
      readonly unlocked: Result<string, string>;
    }
  /** No password is remembered any more, or it could not be deleted. */
  | {
      readonly type: 'passwordForgotten';
      readonly commandId: string | null;
      readonly forgotten: Result<null, FileFailure>;
    }
  /** A command has waited for its answer as long as it may. */
  | { readonly type: 'commandTimedOut'; readonly commandId: string }
  | { readonly type: 'timer'; readonly timer: TimerName }
  /** The phone had its time to hear that this call is over. */
  | { readonly type: 'ghostLook'; readonly callId: string }
  | ({ readonly type: 'soundAwaited' } & SoundWait)
  /** In this chat he may have stopped typing. */
  | { readonly type: 'typingPause'; readonly sessionId: string }
  /** The computer woke, this process was held up, or the network is another: any connection may be dead. */
  | { readonly type: 'woke'; readonly cause: WakeCause; readonly forMs: number | null }
  /** The desk is being closed: whatever it has at the servers is given back. */
  | { readonly type: 'leave' };

/** What every transition is told besides its input. */
export interface Moment {
  readonly now: number;
  /** A new unique id each time it is asked. */
  readonly newId: () => string;
}
