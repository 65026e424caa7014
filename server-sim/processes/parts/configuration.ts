import { configurationRequest } from '../../../contract/configuration/messages.ts';
import { createConfigurationService } from '../../configuration-server/configuration-service.ts';
import { jsonNames } from '../../host/message-names.ts';
import { distantConfiguration } from '../protocols/configuration.ts';
import { prepareHosted } from './hosted.ts';
import type { PreparePart } from './part.ts';

export const prepare: PreparePart = (tools) => {
  const { face, log, open } = tools;
  const now = (): number => face.now();
  return prepareHosted(tools, {
    kind: 'configuration',
    messages: jsonNames(configurationRequest.options),
    async begin(side) {
      const store = await distantConfiguration(open('configuration'), log);
      return () => createConfigurationService({ side, store, now, log });
    },
  });
};
