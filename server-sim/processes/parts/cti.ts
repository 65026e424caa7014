import { ctiRequest } from '../../../contract/cti/requests.ts';
import { createCtiServer } from '../../cti-server/cti-server.ts';
import { ctiMisbehaviours } from '../../cti-server/misbehaviour.ts';
import { jsonNames } from '../../host/message-names.ts';
import { callLink } from '../link/link-listener.ts';
import { desksProtocol, distantDeskSwitch } from '../protocols/desks.ts';
import { prepareHosted } from './hosted.ts';
import type { PreparePart } from './part.ts';

export const prepare: PreparePart = (tools) => {
  const { name, secret, face, log } = tools;
  const now = (): number => face.now();
  return prepareHosted(tools, {
    kind: 'cti',
    messages: jsonNames(ctiRequest.options),
    host: { misbehaviours: ctiMisbehaviours },
    async begin(side, around) {
      const { cluster, switchPort } = around();
      const port = switchPort ?? 0;
      const channel = await callLink({ port, link: desksProtocol.name, from: name, secret });
      const peripheral = distantDeskSwitch(channel, log);
      return (does) => createCtiServer({ side, cluster, peripheral, now, log, does });
    },
  });
};
