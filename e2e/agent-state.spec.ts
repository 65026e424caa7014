import { deskState } from './support/desk-state.ts';
import { letRing, letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';

test.describe('the agent’s state', () => {
  test('is Not Ready with a reason, Ready, and Not Ready again, as the switch has it', async ({
    desk,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    await expect(desk.plate).toContainText('No reason given');
    await desk.choose('Lunch');
    await expect(desk.plate).toContainText('Lunch');
    await control.wait({ for: 'agent', agentId: '12345', state: 'NotReady', reasonCode: 1 });
    await desk.ready();
    await control.wait({ for: 'agent', agentId: '12345', state: 'Ready' });
    await desk.choose('Training');
    await expect(desk.plate).toContainText('Training');
    await control.wait({ for: 'agent', agentId: '12345', state: 'NotReady', reasonCode: 3 });
  });

  test('is shown as chosen while the CTI server does not answer, and changes with the event, not before', async ({
    app,
    desk,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    const { inUse } = (await deskState(app.desk)).connections.cti;
    const server = inUse === 'A' ? 'cti-a' : 'cti-b';
    await control.server(server, 'freeze');
    await desk.chooseReady();
    await expect(desk.plate).toContainText('Ready chosen');
    await expect(desk.plate.getByText('Not Ready', { exact: true })).toBeVisible();
    expect((await deskState(app.desk)).agent).toMatchObject({ state: 'NotReady', known: 'live' });
    await control.server(server, 'thaw');
    await expect(desk.plate.getByText('Ready', { exact: true })).toBeVisible();
    await expect(desk.plate).not.toContainText('chosen');
  });

  test('chosen in a call is what comes next, through hold and wrap-up', async ({ desk, control }) => {
    const callId = await letTalk(desk, control);
    await expect(desk.plate).toContainText('then Wrap-up');
    await desk.tool('Hold').click();
    await expect(desk.plate).toContainText('On hold');
    await desk.tool('Retrieve').click();
    await expect(desk.plate).not.toContainText('On hold');
    await desk.choose('Break');
    await expect(desk.plate).toContainText('then Not Ready, Break');
    await expect(desk.plate.getByText('Talking', { exact: true })).toBeVisible();
    await control.post(`/calls/${callId}/hang-up`);
    await expect(desk.plate.getByText('Not Ready', { exact: true })).toBeVisible();
    await expect(desk.plate).toContainText('Break');
  });

  test('is wrap-up after a call and then what is chosen there: Not Ready with its reason', async ({
    desk,
    control,
  }) => {
    const callId = await letTalk(desk, control);
    await control.post(`/calls/${callId}/hang-up`);
    await expect(desk.plate.getByText('Wrap-up', { exact: true })).toBeVisible();
    await desk.choose('Admin');
    await expect(desk.plate.getByText('Not Ready', { exact: true })).toBeVisible();
    await control.wait({ for: 'agent', agentId: '12345', state: 'NotReady', reasonCode: 5 });
  });

  test('is wrap-up after a call that he dialled where he chose it, with its limit, and never where nobody answered', async ({
    desk,
    control,
  }) => {
    await desk.logIn();
    await desk.whole();
    await desk.dial('01632960006');
    await desk.page.getByText('Wrap-up', { exact: true }).last().click();
    await expect(desk.plate).toContainText('then Wrap-up');
    await desk.tool('Release').click();
    await expect(desk.plate.getByText('Not Ready', { exact: true })).toBeVisible();
    await expect(desk.page.getByRole('tab')).toHaveCount(0);
    await desk.dial('01632960001');
    await desk.page.getByText('Wrap-up 60 s', { exact: true }).click();
    await expect(desk.plate).toContainText('then Wrap-up');
    await desk.tool('Release').click();
    await expect(desk.plate.getByText('Wrap-up', { exact: true })).toBeVisible();
    await desk.button('Finish wrap-up').click();
    await control.wait({ for: 'agent', agentId: '12345', state: 'NotReady' });
  });

  test('allows logging out from Not Ready alone: elsewhere the menu says so', async ({ desk, control }) => {
    await letRing(desk, control);
    await desk.answer();
    await desk.plate.click();
    const logOut = desk.page.getByRole('menuitem', { name: /^Log out/ });
    await expect(logOut).toHaveAttribute('aria-disabled', 'true');
    await expect(logOut).toContainText('Only from Not Ready');
    await expect(desk.page.getByRole('menuitem', { name: /End of shift/ })).toHaveCount(0);
  });
});
