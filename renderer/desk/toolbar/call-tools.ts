import { allows, type EnablementBit } from '../../../contract/cti/enablement.ts';
import type { DeskState, VoiceSession } from '../../../contract/desk/desk-state.ts';
import {
  type Consultation,
  consultation,
  ctiAnswers,
  desktopSettings,
  phoneHasFailed,
  phoneOf,
  toolbarSession,
} from '../../state/selectors.ts';
import { phoneTools } from './phone-tools.ts';
import { type CallTools, ctiIsSilent, noCall, phoneIsOff, type ToolContext, withoutSound } from './tool.ts';

/**
 * What each button says and does now. Answer, hold, retrieve, mute, keypad and release follow the phone itself where
 * there is one, so they work with every server down; the others follow the enablement mask of the CTI server.
 */
export function callTools(desk: DeskState): CallTools {
  const context: ToolContext = {
    agent: desk.agent,
    session: toolbarSession(desk),
    pair: consultation(desk),
    desktop: desktopSettings(desk),
    ctiAnswers: ctiAnswers(desk),
    phone: phoneOf(desk),
    phoneFailed: phoneHasFailed(desk),
  };
  return {
    ...phoneTools(context),
    ...(context.pair ? pairTools(context, context.pair) : callControl(context)),
  };
}

/** Third-party call control: needs a CTI server. */
function callControl(context: ToolContext): Pick<CallTools, 'consult' | 'transfer' | 'conference'> {
  const { session } = context;
  const off = (bit: EnablementBit): string | null => whyOff(context, session, bit);
  return {
    consult: {
      word: 'Consult',
      label: 'Consult: ask someone before you pass the call on',
      icon: 'consult',
      off: off('consult'),
      action: { do: 'open', popover: 'consult' },
    },
    transfer: {
      word: 'Transfer',
      label: 'Transfer: pass the call on at once',
      icon: 'transfer',
      off: off('blindTransfer'),
      action: { do: 'open', popover: 'transfer' },
    },
    conference: {
      word: 'Conference',
      label: 'Conference: bring someone into the call',
      icon: 'conference',
      off: soundMissing(context, session) ?? off('consult'),
      action: { do: 'open', popover: 'conference' },
    },
  };
}

/** In a consultation the same places end it, one way or another. */
function pairTools(
  context: ToolContext,
  pair: Consultation,
): Pick<CallTools, 'first' | 'consult' | 'transfer' | 'conference'> {
  const callId = pair.first.id;
  const off = (bit: EnablementBit): string | null =>
    allows(pair.consult.call.enablement, bit)
      ? whyOff(context, pair.consult, bit)
      : whyOff(context, pair.first, bit);
  return {
    first: {
      word: 'Alternate',
      label: 'Alternate: talk to the one on hold',
      icon: 'swap',
      off: whyNotAlternate(context, pair) ?? (context.phone === 'own' ? null : off('alternate')),
      action: { do: 'command', command: { type: 'alternate', callId } },
    },
    consult: {
      word: 'Cancel',
      label: 'Cancel consult and take the first call back',
      icon: 'close',
      off: off('reconnect'),
      action: { do: 'command', command: { type: 'cancelConsult', callId } },
    },
    transfer: {
      word: 'Complete',
      label: 'Complete transfer: they talk on without you',
      icon: 'transfer',
      off: off('transferComplete'),
      action: { do: 'command', command: { type: 'completeTransfer', callId } },
    },
    conference: {
      word: 'Conference',
      label: 'Conference: all of you together',
      icon: 'conference',
      off: soundMissing(context, pair.first) ?? off('conferenceComplete'),
      action: { do: 'command', command: { type: 'completeConference', callId } },
    },
  };
}

/** The desk's own phone alternates by itself, and needs both calls for it. */
function whyNotAlternate(context: ToolContext, { first, consult }: Consultation): string | null {
  return soundMissing(context, first) ?? soundMissing(context, consult);
}

/** Why a call cannot be spoken in from here; null: it can, or that is not for this desk to say. */
function soundMissing({ phone }: ToolContext, session: VoiceSession | null): string | null {
  if (!session || session.phase === 'ended' || session.phone || phone === 'beside') return null;
  return withoutSound(session);
}

function whyOff(context: ToolContext, session: VoiceSession | null, bit: EnablementBit): string | null {
  if (!session || session.phase === 'ended') return noCall;
  if (!context.ctiAnswers) return ctiIsSilent;
  if (allows(session.call.enablement, bit)) return null;
  return context.phoneFailed ? phoneIsOff : 'Not possible in this call now';
}
