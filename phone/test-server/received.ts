/** One SIP message as the test server sees it: read with regular expressions, with nothing of sip.js. */
export interface Received {
  readonly raw: string;
  /** The method of a request; of a response, the method in its CSeq. */
  readonly method: string;
  /** Null: a request. */
  readonly status: number | null;
  readonly body: string;
  header(name: string): string;
  /** Answers a request on the socket that it came by. */
  reply(status: string, headers?: readonly string[], body?: string): void;
}

export function readMessage(raw: string, send: (text: string) => void): Received {
  const [head = '', body = ''] = raw.split(/\r\n\r\n([\s\S]*)/);
  const header = (name: string): string =>
    new RegExp(`^${name}[ \\t]*:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const status = /^SIP\/2\.0 (\d{3})/.exec(head)?.[1];
  return {
    raw,
    method: status === undefined ? (head.split(' ', 1)[0] ?? '') : (header('cseq').split(' ')[1] ?? ''),
    status: status === undefined ? null : Number(status),
    body,
    header,
    reply: (line, headers = [], answer = '') => {
      const to = header('to');
      const tagged = /;tag=/.test(to) ? to : `${to};tag=server`;
      send(
        sipMessage(
          `SIP/2.0 ${line}`,
          [
            `Via: ${header('via')}`,
            `From: ${header('from')}`,
            `To: ${tagged}`,
            `Call-ID: ${header('call-id')}`,
            `CSeq: ${header('cseq')}`,
            ...headers,
          ],
          answer,
        ),
      );
    },
  };
}

export function sipMessage(startLine: string, headers: readonly string[], body = ''): string {
  const type = body === '' ? [] : ['Content-Type: application/sdp'];
  return [
    startLine,
    ...headers,
    ...type,
    `Content-Length: ${new TextEncoder().encode(body).length}`,
    '',
    body,
  ].join('\r\n');
}
