/** What ties a response to its request (RFC 3261, 17.1.3): the branch of the top Via and the method in CSeq. */
export interface TransactionKey {
  readonly kind: 'request' | 'response';
  readonly key: string;
  readonly method: string;
  /** Of a response; 0 for a request. */
  readonly status: number;
}

const startLine = /^(?:SIP\/2\.0 (\d{3}) |[A-Za-z0-9.!%*_+`'~-]+ \S+ SIP\/2\.0\r?\n)/;

/** Whether a message begins as SIP does (RFC 3261, 7.1 and 7.2). */
export function looksLikeSip(text: string): boolean {
  return startLine.test(text);
}

/** Reads as much of a message as is needed to follow its transaction; null where that is not there. */
export function transactionKey(text: string): TransactionKey | null {
  const start = startLine.exec(text);
  const headers = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const branch = /^(?:via|v)[ \t]*:[^\r\n,]*?;[ \t]*branch=([^;,\s]+)/im.exec(headers)?.[1];
  const method = /^cseq[ \t]*:[ \t]*\d+[ \t]+(\S+)/im.exec(headers)?.[1];
  if (!start || branch === undefined || method === undefined) return null;
  const status = Number(start[1] ?? 0);
  return { kind: status === 0 ? 'request' : 'response', key: `${branch} ${method}`, method, status };
}
