import { expect, test } from 'vitest';
import { heldPolicy } from '../settings/testing/held-policy.ts';
import { runDesk } from './testing/running-desk.ts';
import { deadAddress } from './testing/scripted-servers.ts';

// A policy that is used from the next start on: the agent reads it in a strip, and the desk goes on as it was.

async function deskWithPolicy() {
  const policy = heldPolicy({});
  const address = await deadAddress();
  const running = await runDesk({ a: address, b: '' }, undefined, undefined, [policy]);
  const strip = () => running.desk.state().banners.find(({ id }) => id === 'restart-needed');
  return { ...running, policy, strip };
}

test('the strip names what was changed, quietly, and goes when the change is taken back', async () => {
  const { policy, strip } = await deskWithPolicy();
  policy.change({ theme: 'dark' });
  expect(strip()).toBeUndefined();
  policy.change({ theme: 'dark', allowPlaintext: true });
  expect(strip()).toMatchObject({
    tone: 'plain',
    text: 'Your IT department changed “Allow connections without encryption”. It is used once Switchhook is started again; until then you work on as before.',
  });
  policy.change({ allowPlaintext: true, 'recorder.days': 3 });
  expect(strip()?.text).toBe(
    'Your IT department changed “Allow connections without encryption” and “How long the flight recorder keeps”. They are used once Switchhook is started again; until then you work on as before.',
  );
  policy.change({ theme: 'light' });
  expect(strip()).toBeUndefined();
});

test('a strip that was closed comes back with another change alone', async () => {
  const { desk, policy, strip } = await deskWithPolicy();
  policy.change({ allowPlaintext: true });
  await desk.command({ type: 'dismissBanner', bannerId: 'restart-needed' });
  policy.change({ allowPlaintext: true, theme: 'dark' });
  expect(strip()).toBeUndefined();
  policy.change({ allowPlaintext: true, 'recorder.days': 3 });
  expect(strip()).toBeDefined();
});
