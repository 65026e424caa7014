import { licensingRequest } from '../../../contract/licensing/messages.ts';
import { jsonNames } from '../../host/message-names.ts';
import { createLicensingService } from '../../licensing/licensing-service.ts';
import { distantSeats } from '../protocols/seats.ts';
import { prepareHosted } from './hosted.ts';
import type { PreparePart } from './part.ts';

export const prepare: PreparePart = (tools) => {
  const { face, log, open } = tools;
  const now = (): number => face.now();
  return prepareHosted(tools, {
    kind: 'licensing',
    messages: jsonNames(licensingRequest.options),
    async begin(side, around) {
      const seats = distantSeats(open('seats'), log);
      return () => createLicensingService({ side, cluster: () => around().cluster, seats, now, log });
    },
  });
};
