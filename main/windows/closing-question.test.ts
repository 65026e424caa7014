import { expect, it } from 'vitest';
import { DrivenDesk } from '../desk/testing/driven-desk.ts';
import { callSnapshot } from '../desk/testing/samples.ts';
import { actionSample, chatSample, withSessions } from '../desk/testing/session-samples.ts';
import { closingQuestion } from './closing-question.ts';

const talking = (): DrivenDesk =>
  new DrivenDesk()
    .loggedIn()
    .call('Delivered', callSnapshot())
    .call('Established', callSnapshot({ connection: 'Connected', answeredAt: 5_000 }));

it('asks nothing where nothing is open, or manual sessions alone', () => {
  const desk = new DrivenDesk().loggedIn().command({ type: 'openManualSession', title: 'Address change' });
  expect(closingQuestion(desk.view)).toBeNull();
});

it('asks about a call, and names what else is given up', () => {
  expect(closingQuestion(talking().view)).toEqual({
    message: 'You are in a call',
    detail: 'Closing Switchhook releases the call and logs you out.',
    buttons: ['Stay in the call', 'Release and close'],
    calls: ['call-1'],
  });
  expect(closingQuestion(withSessions(talking(), chatSample()).view)?.detail).toBe(
    'Closing Switchhook releases the call and logs you out. Chats and action items that are not over go back to the queue.',
  );
});

it('asks about chats and action items by name', () => {
  const desk = withSessions(new DrivenDesk().loggedIn(), chatSample(), actionSample());
  expect(closingQuestion(desk.view)).toMatchObject({
    message: 'You have not finished',
    detail: expect.stringMatching(
      /^Still open: the chat with Maria Kowalczyk, the action item "Rebill check, J. Adeyemi"\. Closing/,
    ),
    calls: [],
  });
});
