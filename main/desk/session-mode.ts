import { atCti } from './attempt.ts';
import type { Moment } from './inputs.ts';
import { showProgress } from './login-progress.ts';
import { awaiting, type DeskModel, type Step, step } from './model.ts';

/** Login step 3: the message filter for this agent. A desk that comes back begins here again. */
export function setSessionMode(model: DeskModel, moment: Moment): Step {
  const { attempt, identity } = model;
  if (!attempt) return step(model);
  const id = moment.newId();
  const connected = showProgress({ ...model, attempt: atCti(attempt, 'connected'), lastSequence: -1 });
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
