import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { openSessions } from '../../../contract/desk/tabs.ts';
import { bufferSessions, totalSessions } from '../../../contract/sessions/channel-sessions.ts';
import { sessionSlots } from '../../../contract/sessions/session-slots.ts';
import type { RoutedInteraction } from '../../../e2e/support/interaction-facts.ts';
import type { Control } from '../../../e2e/support/tier.ts';
import { until } from '../../../e2e/support/until.ts';
import { type Combination, mediaOf } from './combinations.ts';
import { type CapacityAgent, skillGroup } from './contact-centre.ts';

/**
 * One row: a login that asks for it, and offers on every channel until the connector makes none more. Resolves with what
 * was not as the table says.
 */
export async function tryRow(
  agent: CapacityAgent,
  control: Control,
  combination: Combination,
): Promise<readonly string[]> {
  const media = mediaOf(combination.channels);
  try {
    const refused = await agent.logIn(media);
    if (refused) return [`${media}: the login was refused: ${refused.message}`];
    const loggedIn = await agent.desk.until('the login', ({ login, channels }) => {
      return login.phase === 'logged-in' && channels !== null;
    });
    const asSaid = checkLogin(loggedIn, combination);
    await ready(agent);
    const filled = await fill(agent, control, combination);
    return [...asSaid, ...filled].map((what) => `${media}: ${what}`);
  } catch (error) {
    return [`${media}: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    await leave(agent, control);
  }
}

/** A login that is in no row must be blocked, by the limit on all sessions. Resolves with what came instead. */
export async function tryBlocked(agent: CapacityAgent, { channels }: Combination): Promise<string | null> {
  const media = mediaOf(channels);
  const refused = await agent.logIn(media);
  if (refused === null) return `${media}: was let in`;
  const said = JSON.stringify(refused.details);
  return said.includes('AppItemMaxSession') ? null : `${media}: was refused for something else: ${said}`;
}

function checkLogin({ channels }: DeskState, { channels: asked, total }: Combination): readonly string[] {
  const wrong: string[] = [];
  if (JSON.stringify(channels) !== JSON.stringify(asked))
    wrong.push(`logged in for ${JSON.stringify(channels)}`);
  if (totalSessions(asked) !== total) wrong.push(`takes ${totalSessions(asked)} sessions, not ${total}`);
  const { reserved } = sessionSlots({ voice: 0, chat: 0, action: 0, manual: 0 }, asked);
  if (reserved !== bufferSessions(asked)) wrong.push(`${reserved} sessions are reserved`);
  return wrong;
}

async function ready({ desk }: CapacityAgent): Promise<void> {
  await taken(desk.command({ type: 'setState', target: { state: 'Ready' } }));
  await desk.until('Ready', ({ agent }) => agent?.state === 'Ready');
}

/** Brings one more of everything than the row allows, and takes what is offered. */
async function fill(
  agent: CapacityAgent,
  control: Control,
  { channels }: Combination,
): Promise<readonly string[]> {
  const callId = await control.placeCall({
    from: { number: '01314960142', name: 'Aileen Mackay' },
    to: skillGroup.number,
    menuMs: 0,
  });
  if (channels.voice === 1) await takeCall(agent, callId);
  const chats = await placeAll(channels.chats, (number) =>
    control.placeChat({ subject: `Chat ${number}`, to: { skillGroup: skillGroup.name } }),
  );
  await takeAll(agent, control, chats.slice(0, channels.chats));
  const actions = await placeAll(channels.actions, (number) =>
    control.placeActionItem({
      subject: `Action item ${number}`,
      body: '',
      to: { skillGroup: skillGroup.name },
    }),
  );
  await takeAll(agent, control, actions.slice(0, channels.actions));
  return [
    ...(await callIs(control, callId, channels.voice)),
    ...wrongPhases(await control.interactions(), [
      ...chats.map((id, index) => [id, index < channels.chats ? 'active' : 'queued'] as const),
      ...actions.map((id, index) => [id, index < channels.actions ? 'active' : 'queued'] as const),
    ]),
    ...wrongTabs(agent, channels),
  ];
}

async function placeAll(
  most: number,
  place: (number: number) => Promise<string>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= most + 1; number += 1) ids.push(await place(number));
  return ids;
}

async function takeCall({ desk }: CapacityAgent, callId: string): Promise<void> {
  await desk.until('the call', ({ sessions }) => sessions.some(({ id }) => id === callId));
  await taken(desk.command({ type: 'answer', callId }));
  await desk.until('the answered call', ({ agent }) => agent?.state === 'Talking');
}

async function takeAll({ desk }: CapacityAgent, control: Control, ids: readonly string[]): Promise<void> {
  for (const sessionId of ids) {
    await desk.until(`the offer of ${sessionId}`, ({ sessions }) =>
      sessions.some(({ id }) => id === sessionId),
    );
    await taken(desk.command({ type: 'acceptOffer', sessionId }));
    await control.interactionIn(sessionId, 'active');
  }
}

async function callIs(control: Control, callId: string, voice: 0 | 1): Promise<readonly string[]> {
  const { calls } = await control.get<{ calls: readonly { callId: string; phase: string }[] }>('/calls');
  const phase = calls.find((call) => call.callId === callId)?.phase;
  const wanted = voice === 1 ? 'connected' : 'queued';
  return phase === wanted ? [] : [`the call is ${phase}, not ${wanted}`];
}

function wrongPhases(
  interactions: readonly RoutedInteraction[],
  wanted: readonly (readonly [id: string, phase: string])[],
): readonly string[] {
  return wanted.flatMap(([id, phase]) => {
    const found = interactions.find(({ interactionId }) => interactionId === id);
    return found?.phase === phase ? [] : [`${found?.subject ?? id} is ${found?.phase}, not ${phase}`];
  });
}

function wrongTabs({ desk }: CapacityAgent, channels: Combination['channels']): readonly string[] {
  const open = openSessions(desk.state?.sessions ?? []);
  const wanted = { voice: channels.voice, chat: channels.chats, action: channels.actions, manual: 0 };
  return JSON.stringify(open) === JSON.stringify(wanted) ? [] : [`the tabs are ${JSON.stringify(open)}`];
}

/** Everything is as it was before: nobody logged in, and nothing waiting. */
async function leave({ desk }: CapacityAgent, control: Control): Promise<void> {
  await control.reset();
  await until(
    'the end of the login',
    async () => desk.state?.login.phase,
    (phase) => phase === 'logged-out',
  );
}

async function taken(outcome: Promise<{ readonly message: string } | null>): Promise<void> {
  const refused = await outcome;
  if (refused) throw new Error(refused.message);
}
