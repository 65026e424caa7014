import { expect, it } from 'vitest';
import { DrivenDesk } from './testing/driven-desk.ts';

it('a desk that finds its seat taken when its licensing server is back goes on, and its log says so', () => {
  const desk = new DrivenDesk().loggedIn();
  const { login } = desk.view;
  desk.put({
    type: 'licensing',
    event: {
      type: 'up',
      side: 'B',
      address: 'lic-b.example:8120',
      hello: { type: 'Hello', kind: 'licensing', side: 'B', cluster: 'edinburgh', time: 1 },
    },
  });
  const id = desk.last.flatMap((one) => (one.type === 'sendLicensing' ? [one.request.id] : []))[0] ?? '';
  const details = { seats: '3', inUse: '3' };
  const message = {
    type: 'FailureConf',
    id,
    code: 'noSeat',
    message: 'All seats are taken.',
    details,
  } as const;
  desk.put({ type: 'licensing', event: { type: 'message', side: 'B', message } });
  expect(desk.view.login).toEqual(login);
  expect(desk.last).toMatchObject([
    {
      type: 'log',
      level: 'warn',
      sentence: expect.stringMatching(/^Licensing server B .* All seats are taken\./),
    },
  ]);
});

it('a refusal of a reason that the desk does not know names server, address and profile', () => {
  const desk = new DrivenDesk().configured().logIn();
  const hello = { type: 'Hello', kind: 'licensing', side: 'B', cluster: 'edinburgh', time: 1 } as const;
  desk.put({ type: 'licensing', event: { type: 'up', side: 'B', address: 'lic-b.example:8120', hello } });
  const id = desk.last.flatMap((one) => (one.type === 'sendLicensing' ? [one.request.id] : []))[0] ?? '';
  const message = { type: 'FailureConf', id, code: 'databaseDown', message: 'No database.' } as const;
  desk.put({ type: 'licensing', event: { type: 'message', side: 'B', message } });
  expect(desk.view.login).toMatchObject({
    phase: 'logged-out',
    error: {
      code: 'licensing.databaseDown',
      message: expect.stringMatching(
        /^Licensing server B .* gives none: No database\. The addresses come from the profile "Billing, blended" of the cluster "edinburgh"\./,
      ),
    },
  });
});
