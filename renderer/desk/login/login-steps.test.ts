import { expect, test } from 'vitest';
import type { ConfigurationView } from '../../../contract/desk/desk-state.ts';
import { loggedOut } from '../fixtures/desk-states.ts';
import { loggingIn } from '../fixtures/logins.ts';
import { loginSteps } from './login-steps.ts';

const { login } = loggingIn;
if (login.phase !== 'logging-in') throw new Error('the fixture is of a login');

/** The fixture's cluster, whose profiles have these session managers. */
function cluster(sessions: { readonly a: string; readonly b: string } | null): ConfigurationView {
  const { configuration } = loggedOut;
  if (configuration.status === 'none') throw new Error('the fixture has profiles');
  return { ...configuration, profiles: configuration.profiles.map((profile) => ({ ...profile, sessions })) };
}

const steps = (sessions: Parameters<typeof cluster>[0]): readonly string[] =>
  loginSteps(login, cluster(sessions)).map(({ step }) => step);

test('a login for chats and action items has a step more, between the CTI session and the agent state', () => {
  const order = ['session', 'communication-session', 'agent-state'];
  expect(steps({ a: 'a:1', b: 'b:1' }).filter((step) => order.includes(step))).toEqual(order);
});

test('a login for voice alone has not', () => {
  expect(steps(null)).not.toContain('communication-session');
});
