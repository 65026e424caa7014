import type { Configuration, ConfigurationRequest } from '../../contract/configuration/messages.ts';
import type { CtiRequest } from '../../contract/cti/requests.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskSession, Draft, RecentCall } from '../../contract/desk/desk-state.ts';
import type { RememberedLogin } from '../../contract/desk/password-memory.ts';
import type { LicensingRequest } from '../../contract/licensing/messages.ts';
import type { ServerPair } from '../../contract/servers/address-text.ts';
import type { SessionsRequest } from '../../contract/sessions/requests.ts';
import type { PhoneCommand } from '../../contract/softphone/messages.ts';
import type { OutboxRefusal } from '../files/outbox.ts';
import type { AudioChoice } from './audio.ts';
import type { KeptManualSession } from './model.ts';
import type { Post, PostWire } from './posts.ts';

/** The pairs that a login opens and a logout closes. The configuration pair is open as long as the desk runs. */
export type LoginPairKind = 'licensing' | 'cti' | 'sessions';

/** A wait that has an end: when its time is up, the desk's `timer` input comes. */
export type TimerName = 'login-step' | 'logout' | 'licence-release';

/** How pairs of servers are watched, milliseconds. */
export interface PairTiming {
  /** Silence after which a server counts as dead. */
  readonly deadlineMs: number;
  /** How often a standby is asked whether it lives; 0: never. */
  readonly probeEveryMs: number;
  /** How long a preferred server must have been seen to live before it is come home to; 0: never. */
  readonly homeAfterMs: number;
}

/** What of which attempt is waited for: that the call comes back to the phone, or that it is asked for again. */
export interface SoundWait {
  readonly callId: string;
  readonly attempt: number;
  readonly wait: 'call' | 'pause';
}

/** What a transition asks of the world. The shell (`desk.ts`) carries them out in order. */
export type Effect =
  | { readonly type: 'downloadConfiguration' }
  | { readonly type: 'askConfiguration'; readonly request: ConfigurationRequest }
  | { readonly type: 'keepConfiguration'; readonly configuration: Configuration; readonly at: number }
  /** The cluster named its configuration servers: the desk's own addresses are healed (seed 004). */
  | { readonly type: 'healAddresses'; readonly servers: ServerPair }
  /** Neither configuration server answers: where the settings have a name for the cluster, it is asked for. */
  | { readonly type: 'findCluster' }
  | ({ readonly type: 'setTiming' } & PairTiming)
  /** To every pair, the phone's too: the servers are to be asked at once whether they are still there. */
  | { readonly type: 'wakeServers' }
  /** To every pair, the phone's too: whether the agent is at rest. */
  | { readonly type: 'tellIdle'; readonly isIdle: boolean }
  | { readonly type: 'tryConfigurationNow' }
  | {
      readonly type: 'openPair';
      readonly kind: LoginPairKind;
      readonly servers: ServerPair;
      /** The cluster's id: a server of another is not used. */
      readonly cluster: string | null;
    }
  | { readonly type: 'closePair'; readonly kind: LoginPairKind }
  | { readonly type: 'tryPairNow'; readonly kind: LoginPairKind }
  | { readonly type: 'sendCti'; readonly request: CtiRequest }
  | { readonly type: 'sendLicensing'; readonly request: LicensingRequest }
  | { readonly type: 'sendSessions'; readonly request: SessionsRequest }
  | { readonly type: 'phone'; readonly command: PhoneCommand }
  | {
      readonly type: 'saveDraft';
      readonly commandId: string | null;
      readonly agentId: string;
      readonly sessionId: string;
      readonly kind: DeskSession['kind'];
      readonly notes: string;
      readonly disposition: number | null;
      /** Written in a chat, and not sent. */
      readonly reply: string;
    }
  | { readonly type: 'removeDraft'; readonly sessionId: string }
  /** On disk, as it is now; then the `manualSessionKept` input answers the click. */
  | {
      readonly type: 'keepManualSession';
      readonly commandId: string;
      readonly session: KeptManualSession;
    }
  /** What was written in it is put away and the session is open no longer; the `manualSessionClosed` input says so. */
  | {
      readonly type: 'closeManualSession';
      readonly commandId: string;
      readonly session: KeptManualSession;
      /** Null: nothing was. */
      readonly written: Pick<Draft, 'notes' | 'disposition'> | null;
    }
  /** Into the outbox on disk, which takes the draft's place; then the `inOutbox` input says that it may go out. */
  | { readonly type: 'post'; readonly request: Post; readonly agentId: string }
  | { readonly type: 'posted'; readonly id: string; readonly of: PostWire }
  /** Its server never takes it: kept on disk with the reason; the `postSetAside` input says where. */
  | {
      readonly type: 'setPostAside';
      readonly agentId: string;
      readonly request: Post;
      readonly refusal: OutboxRefusal;
    }
  /** What earlier runs could not send for this agent comes back as the `outbox` input. */
  | { readonly type: 'readOutbox'; readonly agentId: string; readonly of: PostWire }
  | { readonly type: 'keepRecentCalls'; readonly calls: readonly RecentCall[] }
  | { readonly type: 'keepLastProfile'; readonly profile: string }
  /** For the next login; what comes of it is the `passwordMemory` input. */
  | { readonly type: 'keepPassword'; readonly login: RememberedLogin; readonly password: string }
  /** The `passwordUnlocked` input has it, or why not. */
  | { readonly type: 'unlockPassword'; readonly commandId: string; readonly login: RememberedLogin }
  /** The `passwordForgotten` input tells when nothing of it is on disk. Null: nobody waits for that. */
  | { readonly type: 'forgetPassword'; readonly commandId: string | null }
  | { readonly type: 'keepAudio'; readonly audio: AudioChoice }
  | { readonly type: 'openUrl'; readonly url: string }
  /** What comes of it is the `supportBundleSaved` input. */
  | { readonly type: 'saveSupportBundle'; readonly commandId: string }
  | { readonly type: 'announceOffer'; readonly sessionId: string; readonly from: string }
  /** After so long the `typingPause` input comes: he may have stopped. */
  | { readonly type: 'awaitTyping'; readonly sessionId: string; readonly ms: number }
  /** After so long the `ghostLook` input comes: the phone may still have a call that the switch has not. */
  | { readonly type: 'lookForGhost'; readonly callId: string; readonly ms: number }
  /** After so long the `soundAwaited` input comes: for the call's way back to the phone, or for the next attempt. */
  | ({ readonly type: 'awaitSound'; readonly ms: number } & SoundWait)
  | { readonly type: 'startTimer'; readonly timer: TimerName; readonly ms: number }
  | { readonly type: 'stopTimer'; readonly timer: TimerName }
  | { readonly type: 'answerCommand'; readonly commandId: string; readonly outcome: CommandOutcome }
  | { readonly type: 'log'; readonly level: 'info' | 'warn'; readonly sentence: string };
