import { atCti } from './attempt.ts';
import type { Moment } from './inputs.ts';
import { awaiting, type DeskModel, type Step, step, withView } from './model.ts';

/** Login step 3: the message filter for this agent. A desk that comes back begins here again. */
export function setSessionMode(model: DeskModel, moment: Moment): Step {
  const { attempt, identity } = model;
  if (!attempt) return step(model);
  const { login } = model.view;
  const showing =
    login.phase === 'logging-in'
      ? withView(model, {
          login: {
            ...login,
            step: 'session',
            waitingFor: 'Waiting for the CTI server to say how the system is',
          },
        })
      : model;
  const id = moment.newId();
  const connected: DeskModel = { ...showing, attempt: atCti(attempt, 'connected'), lastSequence: -1 };
  return step(awaiting(connected, id, { about: 'session' }), {
    type: 'sendCti',
    request: {
      type: 'SetSessionMode',
      id,
      agentId: attempt.login.agentId,
      peripheralId: attempt.profile.peripheralId,
      desk: { id: identity.deskId, name: identity.deskName },
    },
  });
}
