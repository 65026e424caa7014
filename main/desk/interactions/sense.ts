import type { DeskError } from '../../../contract/desk/desk-error.ts';
import type { InteractionRequest } from '../../../contract/sessions/requests.ts';
import { deskError } from '../errors.ts';
import type { DeskModel } from '../model.ts';
import { interactionOf } from './interaction-session.ts';

/** Whether a request still makes sense by what the desk shows: it is to be asked for, is so already, or is refused. */
export type Sense =
  | { readonly is: 'to-ask' }
  | { readonly is: 'so-already' }
  | { readonly is: 'refused'; readonly error: DeskError };

/** When a request came too late, as the end of a sentence. */
export type TooLate = typeof beforeClick | typeof beforeAsked;
export const beforeClick = 'before you clicked.';
export const beforeAsked = 'before a session manager could be asked. Nothing was done.';

export function senseOf(model: DeskModel, request: InteractionRequest, tooLate: TooLate): Sense {
  switch (request.type) {
    case 'AcceptOfferRequest':
    case 'RejectOfferRequest': {
      const session = interactionOf(model, request.interactionId);
      if (session?.phase === 'offered') return toAsk;
      return refused(session ? notOffered(tooLate) : sessionIsOver(tooLate));
    }
    case 'EndInteractionRequest': {
      const session = interactionOf(model, request.interactionId);
      if (!session || session.phase === 'offered') return refused(sessionIsOver(tooLate));
      return session.phase === 'ended' || session.phase === 'wrap-up' ? { is: 'so-already' } : toAsk;
    }
    case 'SetDomainReadyRequest': {
      const domain = model.view.domains.find(({ domainId }) => domainId === request.domainId);
      if (!domain) return refused(unknownDomain);
      return domain.channel === 'voice' ? refused(voiceFollows) : toAsk;
    }
  }
}

const toAsk: Sense = { is: 'to-ask' };

function refused(error: DeskError): Sense {
  return { is: 'refused', error };
}

export function sessionIsOver(tooLate: TooLate): DeskError {
  return deskError('session.unknown', 'That session is over', `It had ended ${tooLate}`);
}

function notOffered(tooLate: TooLate): DeskError {
  return deskError(
    'session.notOffered',
    'That session is not offered any more',
    `It was accepted, or taken back, ${tooLate}`,
  );
}

const unknownDomain = deskError(
  'domain.unknown',
  'There is no such media routing domain',
  'You are not logged in for it.',
);
const voiceFollows = deskError(
  'domain.voice',
  'Voice follows your state',
  'Choose Ready or Not Ready for all; chats and action items can be set alone.',
);
