import { sessionsFailureCodes } from '../../contract/sessions/answers.ts';
import type { CommunicationSessions } from './communication-sessions.ts';

/** CRMConnectorSAP: login strings, session capacity, reject and reroute, wrap-up (seed 001). */
export function createConnector(): CommunicationSessions {
  return {
    open({ request }, deliver) {
      deliver({
        type: 'FailureConf',
        id: request.id,
        code: sessionsFailureCodes.misconfigured,
        message: 'This contact centre has no chats and no action items: use a profile with voice alone.',
      });
      return { request: () => undefined, detach: () => undefined };
    },
  };
}
