import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { pinnedNode, projectRoot } from '../support/project.ts';
import { until } from '../support/until.ts';

// The tier of the end-to-end tests, the demo and the benches goes with whoever started it.

const tierModule = pathToFileURL(path.join(projectRoot, 'e2e/support/tier.ts')).href;
const starts = `import { startTier } from ${JSON.stringify(tierModule)};
const { addresses, control } = await startTier();
await control.get('/servers');
process.stdout.write(addresses.cti.a);`;
let starter: ReturnType<typeof spawn> | null = null;

afterEach(() => {
  starter?.kill('SIGKILL');
});

async function isListening(address: string): Promise<boolean> {
  const [host, port] = address.split(':');
  const socket = net.connect(Number(port), host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

test('a tier whose starter is killed ends by itself', async () => {
  starter = spawn(pinnedNode, ['--input-type=module', '--eval', starts], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = await once(starter.stdout ?? starter, 'data');
  const address = String(text);
  expect(await isListening(address)).toBe(true);
  starter.kill('SIGKILL');
  await until(
    'the tier is gone',
    () => isListening(address),
    (is) => !is,
  );
});
