import { expect, test } from 'vitest';
import { ctiAnswer } from '../../contract/cti/answers.ts';
import { silentLog } from '../log/testing/test-logs.ts';
import { realTimers } from '../timers.ts';
import { openServerConnection } from './server-connection.ts';
import { begin, connections } from './testing/connection-under-test.ts';
import { usualEncryption } from './testing/encryptions.ts';
import { startServer } from './testing/test-server.ts';

const burst = 10_000;
/** About what an event has. */
const padding = 'x'.repeat(900);

/** A step of the desk takes its time. */
function step(): void {
  const until = performance.now() + 0.1;
  while (performance.now() < until);
}

test('10,000 messages at once are taken in order, and what else waits has its turns between', async () => {
  const server = await begin(
    startServer({
      onConnection: (socket) => {
        for (let count = 0; count < burst; count += 1) {
          socket.send(JSON.stringify({ type: 'FailureConf', id: null, code: `${count}`, message: padding }));
        }
      },
    }),
  );
  const codes: string[] = [];
  const perTurn: number[] = [];
  await new Promise<void>((resolve) => {
    let seen = 0;
    const turn = (): void => {
      perTurn.push(codes.length - seen);
      seen = codes.length;
      if (seen < burst) setImmediate(turn);
    };
    setImmediate(turn);
    connections.push(
      openServerConnection({
        kind: 'cti',
        side: () => 'A',
        encryption: usualEncryption,
        address: server.address,
        deadlineMs: 5_000,
        cluster: () => null,
        answers: ctiAnswer,
        timers: realTimers,
        log: silentLog,
        onReady: () => undefined,
        onMessage: (message) => {
          if (message.type !== 'FailureConf') return;
          step();
          codes.push(message.code);
          if (codes.length === burst) resolve();
        },
        onEnd: () => undefined,
      }),
    );
  });
  expect(codes).toEqual(Array.from({ length: burst }, (_, index) => `${index}`));
  expect(Math.max(...perTurn)).toBeLessThan(200);
});
