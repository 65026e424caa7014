import type { DeskState, VoiceSession } from '../../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import type { Effect } from '../../desk/effects.ts';
import { callWords } from './words.ts';

/** What an agent would tell of a step: logins, states, calls, strips and refusals, a sentence each. */
export function deskSentences(
  before: DeskState,
  after: DeskState,
  effects: readonly Effect[],
): readonly string[] {
  return [
    ...loginSentences(before, after),
    ...agentSentences(before, after),
    ...callSentences(voiceSessions(before.sessions), voiceSessions(after.sessions)),
    ...bannerSentences(before, after),
    ...refusals(effects),
  ];
}

function loginSentences({ login: before }: DeskState, { login }: DeskState): readonly string[] {
  if (before.phase === login.phase) return [];
  switch (login.phase) {
    case 'logging-in':
      return [`Agent ${login.agentId} logs in with the profile "${login.profile}".`];
    case 'postponed':
      return [`The login waits. ${login.message}`];
    case 'logged-in':
      return [`Agent ${login.agentId} is logged in on ${login.device}.`];
    case 'logging-out':
      return ['The agent logs out.'];
    case 'logged-out':
      return [login.error ? `Logged out: ${login.error.title}. ${login.error.message}` : 'Logged out.'];
    case 'displaced':
      return [`${login.by.desk} took the agent over.`];
  }
}

function agentSentences({ agent: before }: DeskState, { agent }: DeskState): readonly string[] {
  if (!agent || (before?.state === agent.state && before.reasonCode === agent.reasonCode)) return [];
  const reason = agent.reasonCode === null ? '' : `, reason ${agent.reasonCode}`;
  return [`Agent state ${agent.state}${reason}.`];
}

function callSentences(before: readonly VoiceSession[], after: readonly VoiceSession[]): readonly string[] {
  const changed = after.flatMap((session) => {
    const was = before.find(({ id }) => id === session.id);
    return was?.phase === session.phase ? [] : [callSentence(session)];
  });
  const closed = before
    .filter(({ id }) => !after.some((session) => session.id === id))
    .map((session) => `The session of ${callWords(session)} is closed.`);
  return [...changed, ...closed];
}

function callSentence(session: VoiceSession): string {
  const words = callWords(session);
  switch (session.phase) {
    case 'offered':
      return `Rings: ${words}.`;
    case 'dialling':
      return `Dials: ${words}.`;
    case 'talking':
      return `Talks: ${words}.`;
    case 'held':
      return `Holds: ${words}.`;
    case 'ended': {
      const { end } = session.call;
      return `Over: ${words}${end ? `: ${end.cause}, "${end.message}"` : ''}.`;
    }
  }
}

function bannerSentences({ banners: before }: DeskState, { banners }: DeskState): readonly string[] {
  return banners
    .filter(({ id, text }) => !before.some((one) => one.id === id && one.text === text))
    .map(({ text }) => `The strip says: ${text}`);
}

function refusals(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect) =>
    effect.type === 'answerCommand' && !effect.outcome.ok
      ? [`A click came to nothing: ${effect.outcome.error.title} (${effect.outcome.error.code}).`]
      : [],
  );
}
