import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import { deskError } from '../errors.ts';
import { type DeskModel, type Step, step } from '../model.ts';

/** What an agent does with sessions that are no calls. */
export type InteractionCommand = Extract<
  DeskCommand,
  {
    type: 'acceptOffer' | 'rejectOffer' | 'sendMessage' | 'setTyping' | 'endInteraction' | 'setDomainReady';
  }
>;

export function interactionCommand(model: DeskModel, _command: InteractionCommand, commandId: string): Step {
  const error = deskError('session.unknown', 'That session is over', 'It had ended before you clicked.');
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}
