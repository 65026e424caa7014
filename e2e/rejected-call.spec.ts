import type { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { agentHears } from './support/hearing.ts';
import { aileen, placeCall } from './support/story.ts';
import { expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';

interface Cluster {
  readonly revision: number;
  readonly desktop: object;
}

/** An agent with chats too, whose cluster lets him reject calls; a routed one rings. Resolves with its id. */
async function letRingRejectable(desk: DeskPage, control: Control): Promise<string> {
  const { revision: _, ...cluster } = await control.get<Cluster>('/configuration');
  const desktop = { ...cluster.desktop, rejectVoice: true };
  await control.post('/configuration', { ...cluster, desktop }, 'PUT');
  await desk.logIn('12345;xxyyzz;52513;pm2c');
  await desk.whole();
  await desk.ready();
  return placeCall(desk, control);
}

/** Rejects it, and sees that it rings on without a tab and that nothing else has changed. */
async function reject(desk: DeskPage, control: Control, callId: string): Promise<void> {
  const before = await control.agent('12345');
  const { last } = await control.get<{ last: number }>('/events');
  await desk.incoming(aileen.name).getByRole('button', { name: 'Reject' }).click();
  await expect(desk.incoming(aileen.name)).toBeHidden();
  await expect(desk.page.getByRole('tab')).toHaveCount(0);
  await expect(desk.page.locator('.call-summary')).toContainText(aileen.name);
  await expect(desk.tool('Answer')).toBeEnabled();
  await expect(desk.tool('Reject')).toHaveAttribute('aria-disabled', 'true');
  await expect(desk.plate).toContainText('Reserved');
  const told = { for: 'event', type: 'interaction', interactionId: callId, detail: { rejected: 'M0' } };
  await control.wait({ ...told, after: last });
  const { agent } = await control.agent('12345');
  expect(agent).toMatchObject({ state: 'Reserved', since: before.agent.since });
}

test('a call that the agent rejects rings on in the toolbar and changes no state; he may answer it there', async ({
  app,
  desk,
  control,
}) => {
  const callId = await letRingRejectable(desk, control);
  await reject(desk, control, callId);
  await desk.answer();
  await agentHears(app.phone, { all: [aileen.tone] });
  const { sessions } = await deskState(desk.page);
  expect(sessions).toMatchObject([{ id: callId, place: 'toolbar', phase: 'talking' }]);
  await desk.tool('Release').click();
  await control.wait({ for: 'call', callId, phase: 'ended' });
});

test('a call that the agent rejects is taken by RONA, and is not refused', async ({ desk, control }) => {
  await control.clock('hold');
  const callId = await letRingRejectable(desk, control);
  await reject(desk, control, callId);
  await control.clock('advance', 20_000);
  await control.wait({ for: 'agent', agentId: '12345', state: 'NotReady', reasonCode: 32_767 });
  await expect(desk.tool('Answer')).toHaveAttribute('aria-disabled', 'true');
});
