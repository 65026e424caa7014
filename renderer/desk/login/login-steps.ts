import type { ConfigurationView, LoginView } from '../../../contract/desk/desk-state.ts';

type LoggingIn = Extract<LoginView, { phase: 'logging-in' }>;

/** One step of a login, as the agent reads it. */
export interface LoginStep {
  readonly step: LoggingIn['step'];
  readonly words: string;
}

const all: readonly LoginStep[] = [
  { step: 'password', words: 'Remembered password' },
  { step: 'identity', words: 'Who you are' },
  { step: 'licence', words: 'Licence' },
  { step: 'connecting', words: 'CTI server' },
  { step: 'session', words: 'Session and state of the system' },
  { step: 'communication-session', words: 'Chats and action items' },
  { step: 'agent-state', words: 'Agent state' },
  { step: 'snapshot', words: 'Agent, device and calls' },
];

/**
 * The steps of this login in their order: a profile without session managers has voice alone, and a remembered password
 * is there at once, or is waited for.
 */
export function loginSteps(login: LoggingIn, configuration: ConfigurationView): readonly LoginStep[] {
  const profiles = configuration.status === 'none' ? [] : configuration.profiles;
  const hasSessions = profiles.some(({ name, sessions }) => name === login.profile && sessions !== null);
  return all.filter(({ step }) => {
    if (step === 'password') return login.step === 'password';
    return step !== 'communication-session' || hasSessions;
  });
}
