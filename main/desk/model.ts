import type { ChoosableState } from '../../contract/cti/agent.ts';
import type { CtiRequest } from '../../contract/cti/requests.ts';
import type {
  CallAction,
  ConnectionView,
  DeskSession,
  DeskState,
  Draft,
  ManualSession,
} from '../../contract/desk/desk-state.ts';
import type { ServerOrder } from '../../contract/servers/pair-rules.ts';
import { type ServerKind, type Side, serverKinds } from '../../contract/servers/server-kind.ts';
import type { ChatMessage } from '../../contract/sessions/interaction.ts';
import type { InteractionRequest } from '../../contract/sessions/requests.ts';
import type { AddressSources } from './address-sources.ts';
import type { Attempt } from './attempt.ts';
import type { AudioChoice } from './audio.ts';
import type { Effect } from './effects.ts';
import type { Identifying } from './identification.ts';
import type { Post } from './posts.ts';
import type { Unlocking } from './remembered-password.ts';

/** What the desk is, for as long as it runs. */
export interface DeskIdentity {
  /** This desk's own id: a server that sees it again lets it go on where it was. */
  readonly deskId: string;
  /** How a displaced desk names this one: the computer's name. */
  readonly deskName: string;
  /** `softphone`: the desk's own phone takes the calls. `hardphone`: a phone beside it does, controlled by CTI. */
  readonly phone: 'softphone' | 'hardphone';
  /** The user of the operating system: some login strings leave it to his record which agent he is. */
  readonly systemUser: string;
}

/** What is asked of the switch in an agent's session, besides logging in. */
export type SessionRequest =
  | Exclude<
      CtiRequest,
      { type: 'HeartbeatRequest' | 'SetSessionMode' | 'SetAgentStateRequest' | 'SetCallDataRequest' }
    >
  | {
      readonly type: 'SetAgentStateRequest';
      readonly id: string;
      readonly target: ChoosableState;
      readonly finishesWrapUp?: true;
    };

/** What an answer to a request is about. A request that waits when its server is lost is asked again, under its id. */
export type Pending =
  | { readonly about: 'licence' }
  | { readonly about: 'session' }
  | { readonly about: 'login' }
  | { readonly about: 'logout'; readonly commandId: string; readonly request: SessionRequest }
  /** Without a command: asked for when a lost server was back. */
  | { readonly about: 'state'; readonly commandId: string | null; readonly request: SessionRequest }
  /** The end of a wrap-up that he has finished. Without a command: asked for when a lost server was back. */
  | { readonly about: 'wrap-up'; readonly commandId: string | null; readonly request: SessionRequest }
  /** `waits`: no CTI server is there to be asked. `asked`: one was, and may have done it. */
  | {
      readonly about: 'call';
      readonly commandId: string;
      readonly action: CallAction;
      readonly request: SessionRequest;
      readonly stage: 'waits' | 'asked';
    }
  /** A call that the phone has lost is to be delivered to it again. */
  | { readonly about: 'redelivery'; readonly callId: string; readonly request: SessionRequest }
  | { readonly about: 'communication-session' }
  /** Without a command: the desk gave an offer back by itself. `waits`, `asked`: as of a call, by a session manager. */
  | {
      readonly about: 'interaction';
      readonly commandId: string | null;
      readonly request: InteractionRequest;
      readonly stage: 'waits' | 'asked';
    }
  /** That the agent types: of the moment, and never asked again. */
  | { readonly about: 'typing' }
  /**
   * What he wrote. `to-disk`: being written, and not sent before; the command, where there is one, waits for that.
   * `to-server`: on disk, or it could not be written; it goes out. `refused`: its server never takes it; it is being set
   * aside, and does not go out again.
   */
  | {
      readonly about: 'post';
      readonly request: Post;
      readonly stage: 'to-disk' | 'to-server' | 'refused';
      readonly commandId: string | null;
    };

/** The agent types in a chat. By this computer's clock. */
export interface Typing {
  /** When that was told the session manager. */
  readonly toldAt: number;
  /** His last keystroke; so long after it, he is told to have stopped. */
  readonly lastAt: number;
  readonly isTyping: boolean;
}

/**
 * A call that the phone has lost, delivered to it again. `asked`: the switch is to do it, or does. `resting`: it came to
 * nothing, and is asked for again after a pause. `given-up`: until the phone registers anew.
 */
export interface Redelivery {
  readonly stage: 'asked' | 'resting' | 'given-up';
  /** How many times it was asked for. */
  readonly attempt: number;
  /** Another phone of the device had it when it was last asked for. */
  readonly isElsewhere: boolean;
}

/** What an agent wrote about a session in an earlier run, or before he logged out. */
export interface KeptDraft {
  readonly agentId: string;
  /** Of what it is: what is written about a call goes to the switch. */
  readonly kind: DeskSession['kind'];
  readonly draft: Draft;
  /** What he was writing in a chat, and had not sent. */
  readonly reply: string;
}

/** A manual session as it is on disk: open until its agent closes it, whoever is logged in. */
export interface KeptManualSession extends Pick<ManualSession, 'id' | 'title' | 'openedAt'> {
  readonly agentId: string;
}

/** The servers whose death an agent is told of: the others' changes nothing that he does. */
export const toldServers = ['cti', 'sip', 'sessions'] as const;
export type ToldServer = (typeof toldServers)[number];

export interface DeskModel {
  readonly identity: DeskIdentity;
  /** What windows show: nothing secret is in it. */
  readonly view: DeskState;
  /** A login that waits for its remembered password; then it goes on as any other. */
  readonly unlocking: Unlocking | null;
  /** A login that must first learn which agent it is of; then comes its attempt. */
  readonly identifying: Identifying | null;
  readonly attempt: Attempt | null;
  readonly pending: Readonly<Record<string, Pending>>;
  /** What the phone needs to register again after its window was reloaded; null while logged out. */
  readonly device: { readonly user: string; readonly password: string } | null;
  /** Calls whose Answer was clicked before their INVITE came. */
  readonly answerWhenRinging: readonly string[];
  /** Calls whose end the phone told before the switch did: when it was, by the servers' clock, and why. */
  readonly endedAtPhone: Readonly<Record<string, { readonly at: number; readonly cause: string }>>;
  /** Calls whose end the switch told before the phone did: what the phone still says of them is old. */
  readonly endedAtSwitch: readonly string[];
  /** Calls of the phone that the switch had told of and that are not in its last snapshot. */
  readonly missingAtSwitch: readonly string[];
  /** Calls that the phone has lost, and how far getting them back has come. */
  readonly redeliveries: Readonly<Record<string, Redelivery>>;
  /** Calls that were muted when the phone lost them: they come back muted. */
  readonly mutedWhenLost: readonly string[];
  /** Calls that no CTI server has told of: the phone alone rings. */
  readonly knownByPhoneAlone: readonly string[];
  /** The number of the last event of this CTI connection: a repeat is passed over. */
  readonly lastSequence: number;
  /** The number of the last event of this communication session: a repeat is passed over, and a gap shows. */
  readonly lastSessionsSequence: number;
  /** The session manager in use has once not known the session that it had opened. */
  readonly isSessionDoubted: boolean;
  /** What was written in each chat that has a tab: the first message first, without gaps. Apart from the view, for it grows. */
  readonly transcripts: Readonly<Record<string, readonly ChatMessage[]>>;
  /** Chats and action items whose tab went of late, the last first: what was still being written about them is sent. */
  readonly closedInteractions: readonly string[];
  /** In which chats the agent types, or has typed a moment ago. */
  readonly typing: Readonly<Record<string, Typing>>;
  /**
   * Of the snapshot that is under way: the calls that the device's half names, null before that came; and whether the one
   * before it contradicted itself.
   */
  readonly snapshot: { readonly onDevice: readonly string[] | null; readonly isDoubted: boolean };
  /** The CTI and SIP servers and session managers that had told everything last; null: none since the login. */
  readonly servedBy: Readonly<Record<ToldServer, Side | null>>;
  /** When this computer went on last after it had slept or stood still; `forMs`: for how long, where that is known. */
  readonly stoodStill: { readonly at: number; readonly forMs: number | null } | null;
  readonly phoneOrder: ServerOrder;
  /** Whether servers elsewhere than on this computer may be spoken with without TLS. */
  readonly allowPlaintext: boolean;
  /** The devices he chose, for a phone that starts anew. */
  readonly audioChoice: AudioChoice;
  /** Drafts found on disk whose session the desk has not seen since it started, or since its agent logged out. */
  readonly keptDrafts: Readonly<Record<string, KeptDraft>>;
  /** The manual sessions of every agent of this computer, in the order in which they were opened. */
  readonly manualSessions: readonly KeptManualSession[];
  /** CtiCheckMediaByDirectCall, as the connector said at login: a direct call is hidden beside other active media. */
  readonly hidesDirect: boolean;
  /** The cluster's id, once a download has named it. */
  readonly cluster: string | null;
  readonly addressSources: AddressSources;
  /** Why the name that the settings have for the cluster led nowhere; null: it was not asked, or led somewhere. */
  readonly clusterNotFound: string | null;
}

/** The outcome of a transition. */
export interface Step {
  readonly model: DeskModel;
  readonly effects: readonly Effect[];
}

export function step(model: DeskModel, ...effects: readonly Effect[]): Step {
  return { model, effects };
}

/** Runs one transition after another, gathering their effects in order. */
export function andThen(first: Step, next: (model: DeskModel) => Step): Step {
  const second = next(first.model);
  return { model: second.model, effects: [...first.effects, ...second.effects] };
}

/** The model with these parts of its view replaced. */
export function withView(model: DeskModel, view: Partial<DeskState>): DeskModel {
  return { ...model, view: { ...model.view, ...view } };
}

/** The model with this server as the one that serves. */
export function withServedBy(model: DeskModel, kind: ToldServer, side: Side | null): DeskModel {
  return { ...model, servedBy: { ...model.servedBy, [kind]: side } };
}

/** The model with one request waited for. */
export function awaiting(model: DeskModel, id: string, pending: Pending): DeskModel {
  return { ...model, pending: { ...model.pending, [id]: pending } };
}

/** The model without that request, and what it was about. */
export function answered(model: DeskModel, id: string): { model: DeskModel; pending: Pending | null } {
  const { [id]: pending, ...rest } = model.pending;
  return pending ? { model: { ...model, pending: rest }, pending } : { model, pending: null };
}

export function connectionOff(kind: ServerKind, now: number): ConnectionView {
  const unused = {
    address: null,
    security: null,
    state: 'unused',
    since: now,
    error: null,
    answeredAt: null,
  } as const;
  return {
    kind,
    sides: { A: unused, B: unused },
    inUse: null,
    status: 'off',
    since: now,
    misconfigured: null,
  };
}

/** The desk before anything has happened. */
export function newDesk(identity: DeskIdentity, now: number): DeskModel {
  const connections = Object.fromEntries(serverKinds.map((kind) => [kind, connectionOff(kind, now)]));
  return {
    identity,
    view: {
      configuration: { status: 'none', error: null },
      connections: connections as Record<ServerKind, ConnectionView>,
      login: { phase: 'logged-out', error: null },
      agent: null,
      sessions: [],
      selectedSession: null,
      channels: null,
      domains: [],
      phone: { registration: identity.phone === 'softphone' ? 'unregistered' : 'none', error: null },
      audio: {
        microphones: [],
        speakers: [],
        microphone: null,
        speaker: null,
        ringer: null,
        problem: 'none',
        microphoneLevel: null,
        gone: [],
      },
      waiting: [],
      recentCalls: [],
      lastProfile: null,
      passwordMemory: { status: 'not-offered' },
      banners: [],
      simulator: null,
      clockOffsetMs: 0,
    },
    unlocking: null,
    identifying: null,
    attempt: null,
    pending: {},
    device: null,
    answerWhenRinging: [],
    endedAtPhone: {},
    endedAtSwitch: [],
    missingAtSwitch: [],
    redeliveries: {},
    mutedWhenLost: [],
    knownByPhoneAlone: [],
    lastSequence: -1,
    lastSessionsSequence: -1,
    isSessionDoubted: false,
    transcripts: {},
    closedInteractions: [],
    typing: {},
    snapshot: { onDevice: null, isDoubted: false },
    servedBy: { cti: null, sip: null, sessions: null },
    stoodStill: null,
    phoneOrder: 'random',
    allowPlaintext: false,
    audioChoice: { microphone: null, speaker: null, ringer: null },
    keptDrafts: {},
    manualSessions: [],
    hidesDirect: false,
    cluster: null,
    addressSources: { A: null, B: null },
    clusterNotFound: null,
  };
}
