import { expect, onTestFinished, test } from 'vitest';
import { parseAddress } from '../../contract/servers/address.ts';
import { realTimers } from '../timers.ts';
import { type AskOnceOptions, askOnce } from './ask-once.ts';
import { usualEncryption } from './testing/encryptions.ts';
import { helloText, type ServerPlan, startServer, startTcpServer } from './testing/test-server.ts';

const late = { type: 'unanswered', request: 'Question', afterMs: 30 } as const;

/** Asks one question once the server has said Hello. */
async function ask(address: string, options: Partial<AskOnceOptions<string>> = {}) {
  const parsed = parseAddress(address);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return askOnce<string>({
    kind: 'cti',
    address: parsed.value,
    encryption: usualEncryption,
    limitMs: 5_000,
    opening: null,
    hear: (text) => {
      if (text === helloText()) {
        return { type: 'ask', text: JSON.stringify({ type: 'Question', id: '1' }), limitMs: 5_000, late };
      }
      return text === 'something else' ? { type: 'pass' } : { type: 'done', answer: text ?? 'binary' };
    },
    late: (isOpen) => ({ type: 'timed-out', stage: isOpen ? 'hello' : 'connecting', afterMs: 30 }),
    timers: realTimers,
    ...options,
  });
}

async function serve(plan: ServerPlan): Promise<string> {
  const server = await startServer(plan);
  onTestFinished(() => server.kill());
  return server.address;
}

test('what settles it is the answer; what is about something else is passed over, and the server is left with a farewell', async () => {
  const closed = Promise.withResolvers<number>();
  const asked: string[] = [];
  const address = await serve({
    onConnection: (socket) => socket.on('close', (code: number) => closed.resolve(code)),
    onMessage: (socket, { type }) => {
      asked.push(type);
      socket.send('something else');
      socket.send('the answer');
      socket.send('another');
    },
  });
  expect(await ask(address)).toEqual({ ok: true, value: 'the answer' });
  expect([await closed.promise, asked]).toEqual([1000, ['Question']]);
});

test('a server that says Hello and answers nothing more: what was asked has a limit of its own', async () => {
  const address = await serve({});
  const came = await ask(address, {
    hear: () => ({ type: 'ask', text: JSON.stringify({ type: 'Question', id: '1' }), limitMs: 30, late }),
  });
  expect(came).toEqual({ ok: false, error: late });
});

test('one that says nothing is told by how far it came', async () => {
  const silent = await serve({ greeting: null });
  // In time for the handshake, which must be whole.
  expect(await ask(silent, { limitMs: 1_000 })).toMatchObject({
    error: { type: 'timed-out', stage: 'hello' },
  });
  const deaf = await startTcpServer(() => undefined);
  onTestFinished(() => deaf.kill());
  expect(await ask(deaf.address, { limitMs: 30 })).toMatchObject({
    error: { type: 'timed-out', stage: 'connecting' },
  });
});

test('what is heard as a failure is one, and so is a connection that ends or is not allowed', async () => {
  const cause = { type: 'wrong-protocol', detail: 'is wrong' } as const;
  const failed = await ask(await serve({}), { hear: () => ({ type: 'failed', cause }) });
  expect(failed).toEqual({ ok: false, error: cause });
  const address = await serve({ onMessage: (socket) => socket.close(4_000, 'no') });
  expect(await ask(address)).toMatchObject({ error: { type: 'closed', code: 4_000 } });
  expect(await ask('ws://192.0.2.1:1')).toMatchObject({ error: { type: 'not-allowed' } });
});
