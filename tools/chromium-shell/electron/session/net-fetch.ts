import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ShellProtocol } from './protocol.ts';

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css',
  html: 'text/html',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  map: 'application/json',
  mjs: 'text/javascript',
  mp3: 'audio/mpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  wasm: 'application/wasm',
  wav: 'audio/wav',
  webm: 'video/webm',
  woff2: 'font/woff2',
};

/**
 * `net.fetch`: files, custom schemes of the session, and everything else by Node's fetch, which has no cookies
 * and no cache of the session. Rejects with Chromium's error name when a file cannot be read.
 */
export async function netFetch(
  protocol: ShellProtocol,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input);
  if (url.startsWith('file:')) return fileResponse(fileURLToPath(url));
  const handler = ShellProtocol.handlerOf(protocol, url);
  return handler === undefined ? fetch(input, init) : handler(new Request(input, init));
}

async function fileResponse(file: string): Promise<Response> {
  const content = await readFile(file).catch((cause: unknown) => {
    throw new Error('net::ERR_FILE_NOT_FOUND', { cause });
  });
  const type = contentTypes[path.extname(file).slice(1).toLowerCase()] ?? 'application/octet-stream';
  return new Response(content, { headers: { 'content-type': type } });
}
