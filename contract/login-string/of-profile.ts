import type { Result } from '../result.ts';
import { parseLoginString } from './parse-login-string.ts';
import type { AgentLoginType, LoginString, LoginStringFailure } from './parts.ts';
import { parseVoiceLogin } from './voice-alone.ts';

/** How a profile's login strings are read. */
export interface LoginForm {
  readonly type: AgentLoginType;
  /** It has no session managers: nobody could give more than voice, or refuse it. */
  readonly voiceAlone: boolean;
}

export function formOfProfile(profile: {
  readonly agentLoginType: AgentLoginType;
  readonly sessions: object | null;
}): LoginForm {
  return { type: profile.agentLoginType, voiceAlone: profile.sessions === null };
}

/** Reads a login string as a profile has it. */
export function parseLogin(
  text: string,
  { type, voiceAlone }: LoginForm,
): Result<LoginString, LoginStringFailure> {
  return voiceAlone ? parseVoiceLogin(text, type) : parseLoginString(text, type);
}
