import { sessionsRequest } from '../../../contract/sessions/requests.ts';
import { createConnector } from '../../connector/connector.ts';
import { jsonNames } from '../../host/message-names.ts';
import { createSessionManager } from '../../session-manager/session-manager.ts';
import { prepareHosted } from './hosted.ts';
import type { PreparePart } from './part.ts';

export const prepare: PreparePart = (tools) => {
  const { face, log } = tools;
  const now = (): number => face.now();
  return prepareHosted(tools, {
    kind: 'sessions',
    messages: jsonNames(sessionsRequest.options),
    async begin(side, around) {
      const connector = createConnector();
      return () => createSessionManager({ side, cluster: () => around().cluster, connector, now, log });
    },
  });
};
