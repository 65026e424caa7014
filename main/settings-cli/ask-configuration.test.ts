import { expect, onTestFinished, test } from 'vitest';
import { usualEncryption } from '../servers/testing/encryptions.ts';
import { type ServerPlan, startServer } from '../servers/testing/test-server.ts';
import { realTimers } from '../timers.ts';
import { askConfiguration } from './ask-configuration.ts';

/** The download is waited for as long as a test has time; the connection as long as ever. */
const timers = {
  ...realTimers,
  setTimeout: (callback: () => void, ms: number) => realTimers.setTimeout(callback, ms === 5_000 ? 500 : ms),
};

async function ask(onMessage: ServerPlan['onMessage']) {
  const server = await startServer({ kind: 'configuration', ...(onMessage && { onMessage }) });
  onTestFinished(() => server.kill());
  const { address } = server;
  return askConfiguration({ address, encryption: usualEncryption, timers, newId: () => 'id-1' });
}

const hello = { type: 'Hello', kind: 'configuration', side: 'A' };

test('a server that says Hello and never answers the download is told so, and who it is', async () => {
  expect(await ask(undefined)).toMatchObject({
    type: 'fails',
    hello,
    cause: { type: 'unanswered', request: 'GlobalSettingsDownloadRequest', afterMs: 5_000 },
  });
});

test('a refusal of this request is one, and that of another is passed over', async () => {
  const refuse = (id: string, message: string): string =>
    JSON.stringify({ type: 'FailureConf', id, code: 'busy', message, details: {} });
  const answer = await ask((socket, { id }) => {
    socket.send('not JSON');
    socket.send(refuse('id-0', 'of another'));
    socket.send(refuse(id, 'The database is away.'));
  });
  expect(answer).toMatchObject({
    hello,
    cause: { type: 'unusable-answer', detail: 'it refused the download: The database is away.' },
  });
});

test('an answer that cannot be read is none', async () => {
  const answer = await ask((socket, { id }) =>
    socket.send(JSON.stringify({ type: 'GlobalSettingsDownloadConf', id, configuration: 7 })),
  );
  expect(answer).toMatchObject({ type: 'fails', hello, cause: { type: 'unusable-answer' } });
});

test('what is no address is not dialled', async () => {
  const options = { encryption: usualEncryption, timers, newId: () => 'id-1' };
  expect(await askConfiguration({ address: 'not an address', ...options })).toMatchObject({
    hello: null,
    cause: { type: 'bad-address' },
  });
});
