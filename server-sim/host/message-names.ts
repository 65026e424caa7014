import { configurationRequest } from '../../contract/configuration/messages.ts';
import { ctiRequest } from '../../contract/cti/requests.ts';
import { licensingRequest } from '../../contract/licensing/messages.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';

/** What a server can be asked, by name, so that it can be made mute to some of it. */
export interface MessageNames {
  readonly requests: readonly string[];
  /** The name of a message as it came; null where it has none. */
  nameOf(message: string): string | null;
}

/** The methods that devices send (RFC 3261, and UPDATE, INFO: RFC 3311, RFC 6086). An ACK has no answer anyway. */
const sip: MessageNames = {
  requests: ['REGISTER', 'INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'UPDATE', 'INFO'],
  nameOf: (message) => /^([A-Z]+) /.exec(message)?.[1] ?? null,
};

export const messageNames: Readonly<Record<ServerKind, MessageNames>> = {
  configuration: json(configurationRequest.options),
  licensing: json(licensingRequest.options),
  cti: json(ctiRequest.options),
  sip,
};

interface Option {
  readonly shape: { readonly type: { readonly value: string } };
}

function json(options: readonly Option[]): MessageNames {
  return {
    requests: options.map(({ shape }) => shape.type.value),
    nameOf(message) {
      try {
        const { type } = JSON.parse(message);
        return typeof type === 'string' ? type : null;
      } catch {
        return null;
      }
    },
  };
}
