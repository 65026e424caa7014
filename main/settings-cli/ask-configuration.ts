import { type Configuration, configurationAnswer } from '../../contract/configuration/messages.ts';
import { parseAddress } from '../../contract/servers/address.ts';
import { decodeMessage } from '../../contract/wire/decode.ts';
import { askOnce, type Turn } from '../servers/ask-once.ts';
import { checkHello, type Hello } from '../servers/check-hello.ts';
import type { ConnectionCause } from '../servers/connection-cause.ts';
import type { Encryption } from '../servers/tls/encryption.ts';
import type { Timers } from '../timers.ts';

/** What came of one short connection to a configuration server. */
export type ServerAnswer =
  | { readonly type: 'answers'; readonly hello: Hello; readonly configuration: Configuration }
  /** `hello`: null where it never said who it is. */
  | { readonly type: 'fails'; readonly hello: Hello | null; readonly cause: ConnectionCause };

export interface AskConfigurationOptions {
  /** `host:port`. */
  readonly address: string;
  readonly encryption: Encryption;
  readonly timers: Timers;
  readonly newId: () => string;
}

/** As a desk waits: for the connection and Hello, and then for the download. */
const helloMs = 3_000;
const downloadMs = 5_000;
const request = 'GlobalSettingsDownloadRequest';

/** Hears who is there, and downloads what a desk would. Never rejects. */
export async function askConfiguration(options: AskConfigurationOptions): Promise<ServerAnswer> {
  const { address, encryption, timers, newId } = options;
  const parsed = parseAddress(address);
  if (!parsed.ok) {
    return { type: 'fails', hello: null, cause: { type: 'bad-address', message: parsed.error.message } };
  }
  const id = newId();
  let hello: Hello | null = null;
  const came = await askOnce<ServerAnswer>({
    kind: 'configuration',
    address: parsed.value,
    encryption,
    limitMs: helloMs,
    opening: null,
    hear: (text) => {
      if (hello !== null) return downloaded(text, id, hello);
      const said = checkHello(text, 'configuration', null);
      if (!said.ok) return { type: 'failed', cause: said.error };
      hello = said.value;
      const late = { type: 'unanswered', request, afterMs: downloadMs } as const;
      return { type: 'ask', text: JSON.stringify({ type: request, id }), limitMs: downloadMs, late };
    },
    late: (isOpen) => ({ type: 'timed-out', stage: isOpen ? 'hello' : 'connecting', afterMs: helloMs }),
    timers,
  });
  return came.ok ? came.value : { type: 'fails', hello, cause: came.error };
}

/** What else a server says meanwhile, and what is not for this request, is passed over. */
function downloaded(text: string | null, id: string, hello: Hello): Turn<ServerAnswer> {
  if (text === null) return { type: 'pass' };
  const message = decodeMessage(configurationAnswer, text);
  if (!message.ok) {
    return message.error.id === id
      ? { type: 'failed', cause: { type: 'unusable-answer', detail: message.error.message } }
      : { type: 'pass' };
  }
  const { value } = message;
  if (value.type === 'GlobalSettingsDownloadConf' && value.id === id) {
    return { type: 'done', answer: { type: 'answers', hello, configuration: value.configuration } };
  }
  if (value.type === 'FailureConf' && value.id === id) {
    const detail = `it refused the download: ${value.message}`;
    return { type: 'failed', cause: { type: 'unusable-answer', detail } };
  }
  return { type: 'pass' };
}
