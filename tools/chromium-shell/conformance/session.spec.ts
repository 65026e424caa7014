import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { WebSocketServer } from 'ws';
import { appFolder, expect, test } from './fixtures.ts';

test('webRequest refuses requests and changes headers, by filter, also of pages that run already', async ({
  app,
}) => {
  const server = http.createServer((_request, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*', 'x-from': 'server' }).end('body');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const seen = await app.evaluate(async ({ session }, origin) => {
    const window = await globalThis.conformance.open({ show: false }, 'plain://page/');
    const fetched = (file: string) =>
      window.webContents.executeJavaScript(
        `fetch('${origin}/${file}').then(async (r) => [r.status, r.headers.get('content-type')], (e) => e.name)`,
      );
    const before = await fetched('allowed');
    const asked: string[] = [];
    session.defaultSession.webRequest.onBeforeRequest(
      { urls: [`${origin}/*`] },
      ({ url, resourceType }, answer) => {
        asked.push(`${resourceType} ${url.slice(origin.length)}`);
        answer({ cancel: url.endsWith('/forbidden') });
      },
    );
    session.defaultSession.webRequest.onHeadersReceived(({ responseHeaders, statusCode }, answer) => {
      answer({ responseHeaders: { ...responseHeaders, 'content-type': [`text/was-${statusCode}`] } });
    });
    return { before, allowed: await fetched('allowed'), forbidden: await fetched('forbidden'), asked };
  }, base);
  server.closeAllConnections();
  server.close();
  expect(seen).toEqual({
    before: [200, null],
    allowed: [200, 'text/was-200'],
    forbidden: 'TypeError',
    asked: ['xhr /allowed', 'xhr /forbidden'],
  });
});

test('the app decides about certificates that Chromium does not take, of WebSockets too', async ({ app }) => {
  const folder = path.join(import.meta.dirname, '../../../contract/testing/certificates');
  const server = https.createServer({
    cert: await readFile(path.join(folder, 'by-intermediate.pem')),
    key: await readFile(path.join(folder, 'server.key')),
  });
  const sockets = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const seen = await app.evaluate(async ({ session }, at) => {
    const window = await globalThis.conformance.open({ show: false }, 'plain://page/');
    const called = (host: string): Promise<string> =>
      window.webContents.executeJavaScript(`new Promise((resolve) => {
        const socket = new WebSocket('wss://${host}:${at}');
        socket.onopen = () => resolve('open');
        socket.onclose = ({ code }) => resolve(String(code));
      })`);
    // One of another partition has no say.
    session.fromPartition('other').setCertificateVerifyProc((_request, answer) => answer(0));
    const before = await called('127.0.0.1');
    const asked: unknown[] = [];
    session.defaultSession.setCertificateVerifyProc((request, answer) => {
      const { hostname, verificationResult, errorCode, certificate } = request;
      const { subjectName, issuerName, issuerCert, data } = certificate;
      asked.push([hostname, verificationResult, errorCode, subjectName, issuerName, issuerCert.subjectName]);
      answer(data.startsWith('-----BEGIN CERTIFICATE-----') && hostname === 'localhost' ? 0 : -2);
    });
    const after = [await called('localhost'), await called('127.0.0.1')];
    return { before, after, asked };
  }, port);
  sockets.close();
  server.close();
  server.closeAllConnections();
  const unknownAuthority = ['net::ERR_CERT_AUTHORITY_INVALID', -202];
  const names = ['localhost', 'Switchhook test intermediate', 'Switchhook test intermediate'];
  expect(seen).toEqual({
    before: '1006',
    after: ['open', '1006'],
    asked: [
      ['localhost', ...unknownAuthority, ...names],
      ['127.0.0.1', ...unknownAuthority, ...names],
    ],
  });
});

test('net.fetch reads files, custom schemes and errors', async ({ app }) => {
  const file = pathToFileURL(path.join(appFolder, 'package.json')).href;
  const seen = await app.evaluate(async ({ net }, url) => {
    const manifest = await net.fetch(url);
    const page = await net.fetch('app://bundle/index.html');
    return {
      name: ((await manifest.json()) as { name: string }).name,
      type: manifest.headers.get('content-type'),
      page: [page.status, (await page.text()).includes('Conformance page')],
      missing: await net.fetch(`${url}.missing`).then(() => 'read', String),
    };
  }, file);
  expect(seen).toEqual({
    name: 'conformance-app',
    type: 'application/json',
    page: [200, true],
    missing: 'Error: net::ERR_FILE_NOT_FOUND',
  });
});

test('a scheme gets the method, headers and body of a request, and answers with any status', async ({
  app,
}) => {
  const seen = await app.evaluate(async ({ protocol }) => {
    protocol.handle('echo', async (request) => {
      const said = [request.method, request.headers.get('x-said'), await request.text(), request.url];
      return Response.json(said, { status: 201, headers: { 'access-control-allow-origin': '*' } });
    });
    const window = await globalThis.conformance.open({ show: false }, 'plain://page/');
    await window.loadURL('echo://host/first');
    return window.webContents.executeJavaScript(`fetch('/second?q=1', {
      method: 'POST', headers: { 'x-said': 'yes' }, body: 'grüß' }).then(async (r) => [r.status, await r.json()])`);
  });
  expect(seen).toEqual([201, ['POST', 'yes', 'grüß', 'echo://host/second?q=1']]);
});

test('setDevicePermissionHandler is recorded @shell', async ({ app }) => {
  const record = await app.evaluate(({ session }) => {
    session.fromPartition('phone').setDevicePermissionHandler(() => false);
    return globalThis.chromiumShell?.record ?? [];
  });
  expect(record).toContainEqual({ kind: 'device-permission-handler-set', partition: 'phone' });
});
