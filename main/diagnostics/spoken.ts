import type { Hello } from '../servers/check-hello.ts';
import type { ConnectionCause } from '../servers/connection-cause.ts';

/** What a server says to a connection of its own that asks for nothing. */
export type Spoken =
  /** `heardAt`: by this computer's clock. */
  | { readonly type: 'hello'; readonly hello: Hello; readonly heardAt: number }
  /** One of ours, and of another kind. */
  | { readonly type: 'other-kind'; readonly cause: ConnectionCause }
  /** A SIP server's answer to OPTIONS (RFC 3261, section 11), which every SIP server answers somehow. */
  | { readonly type: 'sip'; readonly status: number }
  | { readonly type: 'failed'; readonly cause: ConnectionCause };
