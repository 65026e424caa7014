import type { ConnectionView, LoginView } from '../../contract/desk/desk-state.ts';
import type { Attempt } from './attempt.ts';
import { eitherServer } from './each-server.ts';
import { type DeskModel, withView } from './model.ts';

type Progress = Pick<Extract<LoginView, { phase: 'logging-in' }>, 'step' | 'waitingFor'>;

/**
 * Shows how far the login is. Licence, CTI connection and communication session are under way at once, so that any may be
 * the one that is waited for; they are named in this order.
 */
export function showProgress(model: DeskModel): DeskModel {
  const { attempt, view } = model;
  if (view.login.phase !== 'logging-in' || !attempt) return model;
  return withView(model, { login: { ...view.login, ...progressOf(attempt) } });
}

export function progressOf(attempt: Attempt): Progress {
  const { licensing, cti } = attempt.profile;
  if (attempt.stage !== 'preparing') {
    return { step: 'snapshot', waitingFor: 'Waiting for the switch to log you in' };
  }
  if (attempt.licence === null) {
    return {
      step: 'licence',
      waitingFor: `Waiting for a licence from ${eitherServer('licensing', licensing)}`,
    };
  }
  switch (attempt.cti) {
    case 'absent':
      return { step: 'connecting', waitingFor: `Waiting for ${eitherServer('cti', cti)}` };
    case 'connected':
      return { step: 'session', waitingFor: 'Waiting for the CTI server to say how the system is' };
    case 'queried':
      if (attempt.communication !== 'none' && attempt.communication !== 'open') return communication(attempt);
      return { step: 'agent-state', waitingFor: 'Waiting for the switch to log you in' };
  }
}

function communication({ communication: stage, profile }: Attempt): Progress {
  const step = 'communication-session';
  return stage === 'absent' && profile.sessions !== null
    ? { step, waitingFor: `Waiting for ${eitherServer('sessions', profile.sessions)}` }
    : { step, waitingFor: 'Waiting for the connector to let you in' };
}

/** What did not come, as the beginning of a sentence. */
export function missing({ step }: Pick<Progress, 'step'>): string {
  switch (step) {
    case 'password':
      return 'The secure storage of this computer did not give your password back';
    case 'identity':
      return 'No configuration server said which agent you are';
    case 'licence':
      return 'No licence came';
    case 'communication-session':
      return 'The connector did not let you in';
    case 'connecting':
      return 'No CTI server was ready';
    case 'session':
      return 'The CTI server did not say how the system is';
    case 'agent-state':
    case 'snapshot':
      return 'The switch did not log you in';
  }
}

/** The pairs that the login waits for now: what came from their servers says why it takes so long. */
export function awaitedPairs({ attempt, view }: DeskModel): readonly ConnectionView[] {
  const { licensing, cti, sessions, configuration } = view.connections;
  if (!attempt) return [configuration];
  if (attempt.stage !== 'preparing') return [cti];
  const isOpen = attempt.communication === 'none' || attempt.communication === 'open';
  return [
    ...(attempt.licence === null ? [licensing] : []),
    ...(attempt.cti === 'queried' ? [] : [cti]),
    ...(isOpen ? [] : [sessions]),
  ];
}
