import type { DesktopSettings } from '../configuration/desktop-settings.ts';
import type { ConnectionProfile } from '../configuration/profile.ts';
import type { AgentSnapshot, ChoosableState } from '../cti/agent.ts';
import type { SystemStatus } from '../cti/answers.ts';
import type { Call } from '../cti/call.ts';
import type { ShownSecurity } from '../servers/connection-security.ts';
import type { ServerKind, Side } from '../servers/server-kind.ts';
import type { ChannelSessions } from '../sessions/channel-sessions.ts';
import type { ChatMessage, Interaction } from '../sessions/interaction.ts';
import type { DomainState } from '../sessions/media-routing-domain.ts';
import type { AudioDevice, AudioState, LineQuality, PhoneCall } from '../softphone/phone-call.ts';
import type { DeskError } from './desk-error.ts';
import type { PasswordMemory } from './password-memory.ts';

/**
 * The agent's desk: all that a window shows and a headless desk prints. Plain data, replaced whole at each change.
 * Instants are milliseconds since 1970; those of servers are by the servers' clock: `clockOffsetMs` added to this
 * computer's clock gives it.
 */
export interface DeskState {
  readonly configuration: ConfigurationView;
  readonly connections: Readonly<Record<ServerKind, ConnectionView>>;
  readonly login: LoginView;
  readonly agent: AgentView | null;
  /** In the order of their tabs: places never move. */
  readonly sessions: readonly DeskSession[];
  /** The session whose sheet is open. */
  readonly selectedSession: string | null;
  /** What the agent is logged in for; null while he is not, or where it is not known. */
  readonly channels: ChannelSessions | null;
  /** His media routing domains; none where there is voice alone. */
  readonly domains: readonly DomainState[];
  readonly phone: PhoneView;
  readonly audio: AudioView;
  /** What the agent clicked and no server has answered while none is there to be asked, in the order of his clicks. */
  readonly waiting: readonly WaitingClick[];
  readonly recentCalls: readonly RecentCall[];
  /** The profile of the last login on this computer: chosen beforehand in the dialog. */
  readonly lastProfile: string | null;
  /** Whether a password may be remembered, and whose is. */
  readonly passwordMemory: PasswordMemory;
  readonly banners: readonly Banner[];
  /** The simulated tier that runs beside this desk; null where it uses real servers. */
  readonly simulator: SimulatorView | null;
  /** Server's time minus this computer's, milliseconds. */
  readonly clockOffsetMs: number;
}

/** Where the profiles come from. Login is enabled as soon as there are any. */
export type ConfigurationView =
  | { readonly status: 'none'; readonly error: DeskError | null }
  | {
      /** `fresh`: from a server in this run. `kept`: from disk, `downloadedAt` says how old; the desk goes on trying. */
      readonly status: 'fresh' | 'kept';
      readonly downloadedAt: number;
      readonly clusterName: string;
      readonly profiles: readonly ConnectionProfile[];
      readonly desktop: DesktopSettings;
      readonly error: DeskError | null;
    };

/** One service's pair of servers, for the jack field and the connections popover. */
export interface ConnectionView {
  readonly kind: ServerKind;
  readonly sides: Readonly<Record<Side, SideView>>;
  readonly inUse: Side | null;
  /** `off`: not wanted now. `up`; `moved`: on the other side than where it began; `down`: neither answers. */
  readonly status: 'off' | 'connecting' | 'up' | 'moved' | 'down';
  readonly since: number;
  /** What is wrong with its addresses although it works, for IT; null: nothing that is known. */
  readonly misconfigured: string | null;
}

export interface SideView {
  /** Null: no address is set. */
  readonly address: string | null;
  /** How it is spoken with; null: no address is set, or what is set is none. */
  readonly security: ShownSecurity | null;
  /**
   * `unused`: no address, or the pair is not wanted now. `untried`: not asked yet, so nothing is known of it.
   * `standby`: not in use, and it answered when it was asked last. `silent`: it did not; `error` says why.
   */
  readonly state: 'unused' | 'untried' | 'connecting' | 'in-use' | 'standby' | 'silent';
  readonly since: number;
  /** Why it is silent, or what the server in use does not answer: names the address and the cause. */
  readonly error: string | null;
  /** When it last said who it is, by this computer's clock; null: not since the pair was wanted. */
  readonly answeredAt: number | null;
}

export type LoginView =
  | {
      readonly phase: 'logged-out';
      /** What went wrong at the last try, or why the desk was logged out. */
      readonly error: DeskError | null;
    }
  | {
      readonly phase: 'logging-in';
      readonly step:
        | 'password'
        | 'identity'
        | 'licence'
        | 'communication-session'
        | 'connecting'
        | 'session'
        | 'agent-state'
        | 'snapshot';
      readonly profile: string;
      /** Null while a configuration server is asked which agent it is. */
      readonly agentId: string | null;
      /** What it waits for, as a sentence: "Waiting for CTI server A (10.0.0.1:8110)". */
      readonly waitingFor: string;
    }
  | {
      /** A part of the system is offline; login goes on by itself when it comes back. */
      readonly phase: 'postponed';
      readonly profile: string;
      readonly agentId: string;
      readonly status: SystemStatus;
      readonly message: string;
      readonly since: number;
    }
  | {
      readonly phase: 'logged-in';
      readonly profile: string;
      readonly agentId: string;
      readonly device: string;
    }
  | { readonly phase: 'logging-out'; readonly profile: string; readonly agentId: string }
  | {
      /** Another desk took the agent over. Notes are kept; this desk does not reconnect by itself. */
      readonly phase: 'displaced';
      readonly agentId: string;
      readonly by: { readonly desk: string; readonly device: string };
      readonly at: number;
    };

export interface AgentView extends AgentSnapshot {
  /** Whether a CTI server confirms this now; `lost`: last known. */
  readonly known: 'live' | 'lost';
  /** A state chosen and not yet answered by an event. */
  readonly chosen: { readonly target: ChoosableState; readonly at: number } | null;
  /**
   * He has finished wrap-up and no CTI server could be told: if the switch has him in wrap-up when one answers, its end
   * is asked for then.
   */
  readonly wrapUpFinished: boolean;
}

/** A click that is asked for once when a server of its kind is there, or refused with the reason. */
export type WaitingClick = WaitingCallClick | WaitingInteractionClick;

/** On a call, by CTI. */
interface WaitingCallClick {
  readonly goesBy: 'cti';
  /** The request's id. */
  readonly id: string;
  readonly action: CallAction;
  /** Whom to call; null: it calls nobody. */
  readonly number: string | null;
}

/** On a chat, an action item or a media routing domain, by a session manager. */
interface WaitingInteractionClick {
  readonly goesBy: 'sessions';
  readonly id: string;
  readonly action: 'accept' | 'reject' | 'end' | 'ready' | 'not-ready';
  readonly channel: DomainState['channel'];
  /** Whose, or what it is about: "Maria Kowalczyk"; of a domain its name. */
  readonly name: string;
}

/** What goes by CTI alone, as third-party call control. */
export type ThirdPartyAction =
  | 'dial'
  | 'blindTransfer'
  | 'consult'
  | 'completeTransfer'
  | 'completeConference'
  | 'cancelConsult'
  | 'alternate';

export type CallAction = ThirdPartyAction | 'answer' | 'reject' | 'release' | 'hold' | 'retrieve';

/** A tab, but for a call that has none. */
export type DeskSession = VoiceSession | ChatSession | ActionItemSession | ManualSession;

/** A call. It stays through wrap-up, until it is finished. */
export interface VoiceSession {
  readonly kind: 'voice';
  /**
   * `toolbar`: it came while no session was free, was rejected, or is hidden beside other media, and has no tab: it rings
   * as on an IP phone, and is answered in the toolbar (seed 001, "reroute on the voice channel").
   */
  readonly place: 'tab' | 'toolbar';
  /** The call's id. */
  readonly id: string;
  readonly call: Call;
  /** The phone's own view; null before its INVITE came, after its end, or where the device is no softphone. */
  readonly phone: PhoneCall | null;
  /** `ended`: the call is over and its wrap-up is not finished. */
  readonly phase: 'offered' | 'dialling' | 'talking' | 'held' | 'ended';
  readonly quality: LineQuality | null;
  /** The phone does not have the call, which is up: it is got back from the switch. */
  readonly soundReturns: boolean;
  readonly draft: Draft;
  /** The URL that was opened, or would be; null without a template or where it was refused. */
  readonly screenPop: string | null;
}

interface InteractionSession {
  /** The interaction's id. */
  readonly id: string;
  readonly interaction: Interaction;
  /** `ended`: it is over at the contact centre, and what was written about it is not finished. */
  readonly phase: Interaction['phase'];
  readonly draft: Draft;
  /** The URL that was opened, or would be; null without a template or where it was refused. */
  readonly screenPop: string | null;
}

/** A chat. What was written in it comes to windows apart from this (`TranscriptPage`), for it grows. */
export interface ChatSession extends InteractionSession {
  readonly kind: 'chat';
  /** What the agent is writing, and has not sent. */
  readonly reply: string;
  /** Sent, on disk, and not confirmed yet, in order. */
  readonly unsent: readonly UnsentMessage[];
  /** The customer's messages since the agent looked at it last. */
  readonly unread: number;
  /** The last message, for the tab; null before the first. */
  readonly last: ChatMessage | null;
}

export interface ActionItemSession extends InteractionSession {
  readonly kind: 'action';
}

/** Opened by the agent; the contact centre does not know of it. */
export interface ManualSession {
  readonly kind: 'manual';
  readonly id: string;
  readonly title: string;
  /** By the servers' clock. */
  readonly openedAt: number;
  readonly draft: Draft;
}

/** A message that the agent sent and the connector has not confirmed. */
export interface UnsentMessage {
  /** The request's id: its message has the same. */
  readonly id: string;
  readonly text: string;
  /** By the servers' clock. */
  readonly at: number;
}

/** What an agent writes about a session: on this computer, and nowhere else, until its wrap-up is finished. */
export interface Draft {
  readonly notes: string;
  readonly disposition: number | null;
  /** When it was last put on disk, by this computer's clock; null before anything was written. */
  readonly savedAt: number | null;
}

export interface PhoneView {
  readonly registration: 'none' | 'unregistered' | 'registering' | 'registered' | 'failed';
  readonly error: string | null;
}

/** Null fields while no phone has told: a headless desk without media has none. */
export interface AudioView extends AudioState {
  /** dBFS while the microphone is being tried; null otherwise. */
  readonly microphoneLevel: number | null;
  /** Devices that were used and are not there any more, until they are back or the agent has chosen anew. */
  readonly gone: readonly GoneDevice[];
}

/** A device that was pulled; what is used in its place is in `AudioState`. */
export interface GoneDevice extends AudioDevice {
  readonly use: 'microphone' | 'speaker' | 'ringer';
}

export interface RecentCall {
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly name: string;
  readonly number: string;
  readonly at: number;
  /** From answer to end, milliseconds; null when it was not answered. */
  readonly talkedMs: number | null;
  readonly end: string;
  /**
   * Where the notes and the disposition are. `here`: on this computer only. `sent`: the switch has confirmed them.
   * `refused`: the switch never takes them; they are kept on this computer.
   */
  readonly notes: 'none' | 'here' | 'sent' | 'refused';
}

/** What a newcomer needs of the simulated tier. */
export interface SimulatorView {
  /** The address of its control page, where calls are placed and servers killed. */
  readonly control: string;
  /** A login string of its scenario, so that one click logs in; it opens nothing but the simulation. */
  readonly trialLogin: string | null;
}

/** One honest sentence across the window. */
export interface Banner {
  readonly id: string;
  readonly tone: 'plain' | 'warning' | 'error';
  readonly text: string;
  readonly at: number;
}
