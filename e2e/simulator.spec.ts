import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { expect, test } from './support/test.ts';
import { Control } from './support/tier.ts';

test('with the simulator one click logs in, and its page is one click away', async ({ openApp }) => {
  const app = await openApp({ simulator: true });
  const desk = new DeskPage(app.desk);
  await expect(desk.page.getByText('1 voice')).toBeVisible();
  await desk.logInButton.click();
  await desk.whole();
  await desk.ready();
  const { simulator } = await deskState(app.desk);
  const control = new Control(simulator?.control ?? '');
  await control.placeCall({ caller: 'Rhona Baird', menuMs: 0 });
  await expect(desk.incoming('Rhona Baird')).toBeVisible();
  await desk.answer();
});
