import { sessionsRequest } from '../../../contract/sessions/requests.ts';
import { jsonNames } from '../../host/message-names.ts';
import { createSessionManager } from '../../session-manager/session-manager.ts';
import { callLink } from '../link/link-listener.ts';
import { communicationsProtocol, distantSessions } from '../protocols/communications.ts';
import { prepareHosted } from './hosted.ts';
import type { PreparePart } from './part.ts';

export const prepare: PreparePart = (tools) => {
  const { name, secret, face, log } = tools;
  const now = (): number => face.now();
  return prepareHosted(tools, {
    kind: 'sessions',
    messages: jsonNames(sessionsRequest.options),
    async begin(side, around) {
      const port = around().switchPort ?? 0;
      const channel = await callLink({ port, link: communicationsProtocol.name, from: name, secret });
      const connector = distantSessions(channel, log);
      return () => createSessionManager({ side, cluster: () => around().cluster, connector, now, log });
    },
  });
};
