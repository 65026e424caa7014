import { allows, type EnablementBit } from '../../../contract/cti/enablement.ts';
import type { VoiceSession } from '../../../contract/desk/desk-state.ts';
import {
  type CallTools,
  ctiIsSilent,
  noCall,
  notUp,
  phoneIsOff,
  type Tool,
  type ToolContext,
  withoutSound,
} from './tool.ts';

/** The buttons that the phone alone can carry out. */
export function phoneTools(context: ToolContext): Pick<CallTools, 'first' | 'mute' | 'keypad' | 'release'> {
  const session = context.session?.phase === 'ended' ? null : context.session;
  return {
    first: firstTool(context, session),
    mute: muteTool(context, session),
    keypad: session ? keypadTool(context, session) : dialTool(context),
    release: releaseTool(context, session),
  };
}

/** What a call that is not at the desk's own phone can still be asked: by CTI, or once its INVITE comes. */
const withoutPhone: ReadonlySet<EnablementBit> = new Set(['answer', 'reject', 'release']);

/** By the phone's own state where there is one, else by the mask of a CTI server that answers. */
function whyOff(
  context: ToolContext,
  session: VoiceSession,
  byPhone: (phone: NonNullable<VoiceSession['phone']>) => boolean,
  bit: EnablementBit,
): string | null {
  if (session.phone) return byPhone(session.phone) ? null : 'Not possible in this call now';
  if (context.phone === 'own' && !withoutPhone.has(bit)) return withoutSound(session);
  if (!context.ctiAnswers) return ctiIsSilent;
  return allows(session.call.enablement, bit) ? null : 'Not possible in this call now';
}

function firstTool(context: ToolContext, session: VoiceSession | null): Tool {
  if (!session || session.phase === 'offered') return answerTool(context, session);
  const held = session.phone ? session.phone.held : session.phase === 'held';
  const callId = session.id;
  if (held) {
    return {
      word: 'Retrieve',
      icon: 'retrieve',
      pressed: true,
      off: whyOff(context, session, (phone) => phone.held, 'retrieve'),
      action: { do: 'command', command: { type: 'retrieve', callId } },
    };
  }
  return {
    word: 'Hold',
    icon: 'hold',
    off: whyOff(context, session, ({ phase }) => phase === 'established', 'hold'),
    action: { do: 'command', command: { type: 'hold', callId } },
  };
}

function answerTool(context: ToolContext, session: VoiceSession | null): Tool {
  const off = session ? whyOff(context, session, ({ phase }) => phase === 'ringing', 'answer') : noCall;
  return {
    word: 'Answer',
    icon: 'answer',
    ...(off === null ? { tone: 'answer' as const } : {}),
    off,
    action: { do: 'command', command: { type: 'answer', callId: session?.id ?? 'none' } },
  };
}

function muteTool(context: ToolContext, session: VoiceSession | null): Tool {
  const muted = session?.phone?.muted ?? false;
  return {
    word: muted ? 'Unmute' : 'Mute',
    icon: muted ? 'microphoneOff' : 'microphone',
    pressed: muted,
    off: session ? whyNoSound(context, session, 'Mute on the phone itself') : noCall,
    action: { do: 'command', command: { type: 'mute', callId: session?.id ?? 'none', muted: !muted } },
  };
}

function keypadTool(context: ToolContext, session: VoiceSession): Tool {
  const off = whyNoSound(context, session, 'Use the keys of the phone itself');
  return { word: 'Keypad', icon: 'keypad', off, action: { do: 'open', popover: 'keypad' } };
}

/** Mute and digits are the phone's alone: done here only where the call's sound is here. */
function whyNoSound(context: ToolContext, { phone, phase }: VoiceSession, beside: string): string | null {
  if (!phone) return context.phone === 'beside' ? beside : withoutSound({ phase });
  return phone.phase === 'established' ? null : notUp;
}

function dialTool({ agent, ctiAnswers, phoneFailed }: ToolContext): Tool {
  const why = !agent
    ? 'You are not logged in'
    : !ctiAnswers
      ? ctiIsSilent
      : allows(agent.enablement, 'makeCall')
        ? null
        : phoneFailed
          ? phoneIsOff
          : agent.state === 'Ready'
            ? 'Go Not Ready to dial'
            : 'Not possible now';
  return { word: 'Dial', icon: 'keypad', off: why, action: { do: 'open', popover: 'dial' } };
}

/** Release is red wherever it works; while a call rings, its place is Reject's, if the cluster offers that. */
function releaseTool(context: ToolContext, session: VoiceSession | null): Tool {
  if (session?.phase === 'offered') return rejectTool(context, session);
  const off = session ? whyOff(context, session, () => true, 'release') : noCall;
  return {
    word: 'Release',
    icon: 'release',
    tone: 'release',
    off,
    action: { do: 'command', command: { type: 'release', callId: session?.id ?? 'none' } },
  };
}

function rejectTool(context: ToolContext, session: VoiceSession): Tool {
  const offered = context.desktop?.rejectVoice ?? false;
  return {
    word: offered ? 'Reject' : 'Release',
    icon: 'release',
    tone: 'release',
    off: !offered
      ? 'The call goes back to the queue by itself'
      : session.place === 'toolbar'
        ? 'It has no session: it rings until you answer it or it stops by itself'
        : whyOff(context, session, ({ phase }) => phase === 'ringing', 'reject'),
    action: { do: 'command', command: { type: 'reject', callId: session.id } },
  };
}
