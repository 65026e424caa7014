/** What a server can be asked, by name, so that it can be made mute to some of it. */
export interface MessageNames {
  readonly requests: readonly string[];
  /** The name of a message as it came; null where it has none. */
  nameOf(message: string): string | null;
}

/** The methods that devices send (RFC 3261, and UPDATE, INFO: RFC 3311, RFC 6086). An ACK has no answer anyway. */
export const sipNames: MessageNames = {
  requests: ['REGISTER', 'INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'UPDATE', 'INFO'],
  nameOf: (message) => /^([A-Z]+) /.exec(message)?.[1] ?? null,
};

interface Option {
  readonly shape: { readonly type: { readonly value: string } };
}

/** The names of a JSON server's requests: the options of its schema, which its `type` tells apart. */
export function jsonNames(options: readonly Option[]): MessageNames {
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
