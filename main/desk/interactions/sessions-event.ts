import type { SessionsAnswer } from '../../../contract/sessions/answers.ts';
import type { ServerPairEvent } from '../../servers/server-pair.ts';
import type { Moment } from '../inputs.ts';
import { type DeskModel, type Step, step, withView } from '../model.ts';

/** What the session managers' pair says. */
export function sessionsEvent(
  model: DeskModel,
  event: ServerPairEvent<SessionsAnswer>,
  _moment: Moment,
): Step {
  if (event.type !== 'view' || !model.attempt) return step(model);
  return step(withView(model, { connections: { ...model.view.connections, sessions: event.view } }));
}
