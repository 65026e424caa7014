/** What a server can be asked, by name, so that it can be made mute to some of it. */
export interface MessageNames {
  readonly requests: readonly string[];
  /** The names of a message as it came: what it asks, and besides that with its target where it has one. */
  namesOf(message: string): readonly string[];
}

/** The methods that devices send (RFC 3261, and UPDATE, INFO: RFC 3311, RFC 6086). An ACK has no answer anyway. */
export const sipNames: MessageNames = {
  requests: ['REGISTER', 'INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'UPDATE', 'INFO'],
  namesOf: (message) => /^([A-Z]+) /.exec(message)?.slice(1) ?? [],
};

interface Option {
  readonly shape: {
    readonly type: { readonly value: string };
    /** A state that is asked for: logging in is one of them, and is to be told apart. */
    readonly target?: {
      readonly options: readonly { readonly shape: { readonly state: { readonly value: string } } }[];
    };
  };
}

/** The names of a JSON server's requests: the options of its schema, which its `type` tells apart. */
export function jsonNames(options: readonly Option[]): MessageNames {
  return {
    requests: options.flatMap(({ shape: { type, target } }) => [
      type.value,
      ...(target?.options ?? []).map(({ shape }) => targeted(type.value, shape.state.value)),
    ]),
    namesOf(message) {
      try {
        const { type, target } = JSON.parse(message);
        if (typeof type !== 'string') return [];
        return typeof target?.state === 'string' ? [type, targeted(type, target.state)] : [type];
      } catch {
        return [];
      }
    },
  };
}

/** `SetAgentStateRequest/Login` */
function targeted(type: string, state: string): string {
  return `${type}/${state}`;
}
