import type { DeskError } from '../../contract/desk/desk-error.ts';
import type { LoginView, VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { isWhole } from './attempt.ts';
import { dismissBanner } from './banners.ts';
import type { Effect } from './effects.ts';
import type { Moment } from './inputs.ts';
import { sessionBanners } from './interactions/banners.ts';
import { connectionOff, type DeskModel, type Step, step, withView } from './model.ts';
import { hasContent, replyOf } from './sessions.ts';
import { whatIsUnfinished } from './unfinished.ts';

/** How long the licensing server may take to confirm that it has its seat back, milliseconds. */
const releaseDeadlineMs = 2_000;

/** The agent's session is over: he logged out, or the switch or a supervisor logged him out; then `why` says so. */
export function loggedOut(model: DeskModel, why: DeskError | null, moment: Moment): Step {
  return leaveServers(model, { phase: 'logged-out', error: why }, [], moment);
}

/** A login that was under way came to nothing, or was given up. */
export function loginEnded(model: DeskModel, why: DeskError | null, moment: Moment): Step {
  return leaveServers(model, { phase: 'logged-out', error: why }, [], moment);
}

/**
 * The desk is being closed: whatever it has at the servers is given back. With chats open it could not be logged out
 * before: now nothing keeps it, and the switch is told so without an answer being waited for.
 */
export function deskCloses(model: DeskModel, moment: Moment): Step {
  const left = leaveServers(model, { phase: 'logged-out', error: null }, [], moment);
  const { agent } = model.view;
  if (!isWhole(model.attempt) || agent?.state !== 'NotReady' || whatIsUnfinished(model.view) === null)
    return left;
  const request = { type: 'LogOutRequest', id: moment.newId(), reasonCode: null } as const;
  return step(left.model, { type: 'sendCti', request }, ...left.effects);
}

/**
 * Another desk has the agent now; this one does not reconnect by itself. Nobody is cut off by it: the phone stays for
 * as long as it has a call.
 */
export function takenOver(
  model: DeskModel,
  by: { readonly desk: string; readonly device: string },
  moment: Moment,
): Step {
  if (!model.attempt) return step(model);
  const { agentId } = model.attempt.login;
  const inCall = voiceSessions(model.view.sessions).filter(({ phone }) => phone !== null);
  return leaveServers(model, { phase: 'displaced', agentId, by, at: moment.now }, inCall, moment);
}

/**
 * Leaves licensing and CTI servers and session managers in whatever state the desk is: licence back, communication session
 * closed, pairs closed, and the phone
 * unregistered unless it has one of `staying`. What the agent wrote stays on disk.
 */
function leaveServers(
  model: DeskModel,
  login: LoginView,
  staying: readonly VoiceSession[],
  moment: Moment,
): Step {
  const ended = withView(sessionBanners.reduce(dismissBanner, model), {
    login,
    agent: null,
    connections: {
      ...model.view.connections,
      licensing: connectionOff('licensing', moment.now),
      cti: connectionOff('cti', moment.now),
      sessions: connectionOff('sessions', moment.now),
    },
    channels: null,
    domains: [],
  });
  const cleared: DeskModel = {
    ...ended,
    unlocking: null,
    identifying: null,
    attempt: null,
    keptDrafts: { ...model.keptDrafts, ...draftsOf(model) },
    endedAtPhone: {},
    endedAtSwitch: [],
    missingAtSwitch: [],
    answerWhenRinging: [],
    knownByPhoneAlone: [],
    pending: {},
    lastSequence: -1,
    lastSessionsSequence: -1,
    transcripts: {},
    closedInteractions: [],
    typing: {},
    hidesDirect: false,
  };
  const left = staying.length > 0 ? step(keepCalls(cleared, staying)) : leavePhone(cleared, moment);
  return step(
    left.model,
    { type: 'stopTimer', timer: 'login-step' },
    { type: 'stopTimer', timer: 'logout' },
    ...seatBack(model, moment),
    ...left.effects,
    { type: 'closePair', kind: 'cti' },
    ...sessionClosed(model, login, moment),
    ...unansweredClicks(model),
  );
}

/** What is not over goes back to the router. Where another desk has taken the agent over, the session is that one's. */
function sessionClosed({ attempt }: DeskModel, login: LoginView, moment: Moment): readonly Effect[] {
  if (!attempt || attempt.communication === 'none') return [];
  const { communication: stage } = attempt;
  const isOurs = login.phase !== 'displaced' && (stage === 'open' || stage === 'asked');
  const request = { type: 'CloseCommunicationSessionRequest', id: moment.newId() } as const;
  return [
    ...(isOurs ? [{ type: 'sendSessions', request } as const] : []),
    { type: 'closePair', kind: 'sessions' },
  ];
}

/** Gives the seat back; its pair is closed when the server has confirmed that, or has had its time. */
function seatBack({ attempt }: DeskModel, moment: Moment): readonly Effect[] {
  if (!attempt || attempt.licence === null) return [{ type: 'closePair', kind: 'licensing' }];
  const { licence } = attempt;
  return [
    { type: 'sendLicensing', request: { type: 'ReleaseLicenceRequest', id: moment.newId(), licence } },
    { type: 'startTimer', timer: 'licence-release', ms: releaseDeadlineMs },
  ];
}

function keepCalls(model: DeskModel, sessions: readonly VoiceSession[]): DeskModel {
  const { selectedSession } = model.view;
  const stays = sessions.some(({ id }) => id === selectedSession);
  return withView(model, { sessions, selectedSession: stays ? selectedSession : (sessions[0]?.id ?? null) });
}

/** No call is left: the phone unregisters. */
export function leavePhone(model: DeskModel, moment: Moment): Step {
  const gone = withView(model, {
    sessions: [],
    selectedSession: null,
    connections: { ...model.view.connections, sip: connectionOff('sip', moment.now) },
  });
  return model.device
    ? step({ ...gone, device: null }, { type: 'phone', command: { type: 'unregister' } })
    : step(gone);
}

/** What the agent wrote and has not sent: his again at his next login. */
function draftsOf({ view, attempt }: DeskModel): DeskModel['keptDrafts'] {
  if (!attempt) return {};
  const { agentId } = attempt.login;
  const written = view.sessions.filter((session) => hasContent(session.draft) || replyOf(session) !== '');
  return Object.fromEntries(
    written.map((session) => {
      const { id, kind, draft } = session;
      return [id, { agentId, kind, draft, reply: replyOf(session) }];
    }),
  );
}

/** Commands whose answer can no longer come are told so: every wait has an end. */
function unansweredClicks(model: DeskModel): readonly Effect[] {
  return Object.values(model.pending).flatMap((pending): readonly Effect[] =>
    'commandId' in pending && pending.commandId !== null
      ? [
          {
            type: 'answerCommand',
            commandId: pending.commandId,
            outcome:
              pending.about === 'logout'
                ? { ok: true }
                : {
                    ok: false,
                    error: {
                      code: 'desk.loggedOut',
                      title: 'You are logged out',
                      message: 'The desk was logged out before the server answered.',
                      details: {},
                      remedies: [],
                    },
                  },
          },
        ]
      : [],
  );
}
