import { carriesId } from '../wire/settles.ts';
import type { CtiAnswer } from './answers.ts';
import type { CtiRequest } from './requests.ts';

/**
 * Whether this answers that. SetSessionMode is answered by an event, which carries no id (seed 004, login step 4); a
 * refusal of it does.
 */
export function ctiSettles(request: CtiRequest, answer: CtiAnswer): boolean {
  return (
    carriesId(request, answer) || (request.type === 'SetSessionMode' && answer.type === 'SetAgentModeEvent')
  );
}
