import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import { type Blow, colleague, type Scene } from './scene.ts';
import { messagesLike } from './six-sessions.ts';
import { isServerTarget, serverTargets } from './targets.ts';

/** What the agent clicked in the fault. */
export interface Click {
  /** What the desk answered him. */
  readonly outcome: Promise<CommandOutcome | null>;
  /** How often it was done at the switch. */
  times(): Promise<number>;
}

interface TierEvent {
  readonly type: string;
  readonly detail: { readonly event?: string };
}

/** So late is every byte of a server whose answer is to be lost with it, milliseconds. */
const lateMs = 600;

/** Whether what is clicked is carried out by an SIP edge. */
export function isOfSip({ target }: Scene): boolean {
  return isServerTarget(target) && serverTargets[target].kind === 'sip';
}

/** Whether what is clicked goes by a session manager. */
export function isOfSessions({ target }: Scene): boolean {
  return isServerTarget(target) && serverTargets[target].kind === 'sessions';
}

/**
 * The agent clicks what the target carries out: Hold where that is an SIP edge, Send in a chat where it is a session manager, or else Dial, of which nothing that comes
 * after could hide that it was done twice. Where the fault leaves a request unread, it goes out in the fault. Where it
 * does not, the switch does it and the fault comes before the answer: the desk asks again, and it must not be done again.
 * Where the fault is of the desk's own side it comes as soon as the switch has it.
 */
export async function clickUnderWay(
  scene: Scene,
  { fault, victim }: Blow,
  { callId, chatId }: { readonly callId: string; readonly chatId: string },
): Promise<Click> {
  const { control, desk, target } = scene;
  const { last } = await control.get<{ last: number }>(`/events?after=${Number.MAX_SAFE_INTEGER}`);
  const { command, effect, times } = clicked(scene, { callId, chatId, last });
  if (isServerTarget(target) && fault.takesRequests) {
    await fault.hit(victim);
    return { outcome: desk.command(command), times };
  }
  if (isServerTarget(target)) await victim.slow(lateMs);
  const outcome = desk.command(command);
  await control.wait({ ...effect, after: last });
  await fault.hit(victim);
  return { outcome, times };
}

interface Clicked {
  readonly command: DeskCommand;
  /** What the tier tells when it is done: as `/wait` takes it. */
  readonly effect: object;
  readonly times: () => Promise<number>;
}

const reply = 'I am looking that up.';

function clicked(
  scene: Scene,
  { callId, chatId, last }: { readonly callId: string; readonly chatId: string; readonly last: number },
): Clicked {
  if (isOfSessions(scene)) {
    return {
      command: { type: 'sendMessage', sessionId: chatId, text: reply },
      effect: { for: 'event', type: 'chatMessage', interactionId: chatId },
      times: () => messagesLike(scene, chatId, reply),
    };
  }
  const isSip = isOfSip(scene);
  const event = isSip ? 'Held' : 'Begin';
  return {
    command: isSip ? { type: 'hold', callId } : { type: 'dial', number: colleague.number },
    effect: { for: 'event', type: 'call', detail: { event } },
    times: async () => {
      const { events } = await scene.control.get<{ events: readonly TierEvent[] }>(`/events?after=${last}`);
      return events.filter(({ type, detail }) => type === 'call' && detail.event === event).length;
    },
  };
}
