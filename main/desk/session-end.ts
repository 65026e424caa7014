import type { LoginView } from '../../contract/desk/desk-state.ts';
import type { Effect } from './effects.ts';
import type { Moment } from './inputs.ts';
import { connectionOff, type DeskModel, type Step, step, withView } from './model.ts';

/** How long the licensing server may take to confirm that it has its seat back, milliseconds. */
const releaseDeadlineMs = 2_000;

/**
 * Ends the desk's session at the servers, in whatever state it is: licence back, pairs closed, phone unregistered.
 * What the agent wrote stays on disk.
 */
export function clearDesk(model: DeskModel, login: LoginView, moment: Moment): Step {
  const { attempt } = model;
  const giveBack: readonly Effect[] =
    attempt?.licence == null
      ? [{ type: 'closePair', kind: 'licensing' }]
      : [
          {
            type: 'sendLicensing',
            request: { type: 'ReleaseLicenceRequest', id: moment.newId(), licence: attempt.licence },
          },
          { type: 'startTimer', timer: 'licence-release', ms: releaseDeadlineMs },
        ];
  const unregister: readonly Effect[] = model.device
    ? [{ type: 'phone', command: { type: 'unregister' } }]
    : [];
  const cleared: DeskModel = {
    ...withView(model, {
      login,
      agent: null,
      sessions: [],
      selectedSession: null,
      connections: {
        ...model.view.connections,
        licensing: connectionOff('licensing', moment.now),
        cti: connectionOff('cti', moment.now),
        sip: connectionOff('sip', moment.now),
      },
    }),
    attempt: null,
    device: null,
    answerWhenRinging: [],
    knownByPhoneAlone: [],
    pending: {},
    lastSequence: -1,
  };
  return step(
    cleared,
    { type: 'stopTimer', timer: 'login-step' },
    { type: 'stopTimer', timer: 'logout' },
    ...giveBack,
    ...unregister,
    { type: 'closePair', kind: 'cti' },
    ...unanswered(model),
  );
}

/** Commands whose answer can no longer come are told so: every wait has an end. */
function unanswered(model: DeskModel): readonly Effect[] {
  return Object.values(model.pending).flatMap((pending): readonly Effect[] =>
    'commandId' in pending
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
