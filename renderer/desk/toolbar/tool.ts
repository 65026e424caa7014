import type { DesktopSettings } from '../../../contract/configuration/desktop-settings.ts';
import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import type { AgentView, VoiceSession } from '../../../contract/desk/desk-state.ts';
import type { IconName } from '../../parts/icons.tsx';
import type { Consultation } from '../../state/selectors.ts';
import type { PopoverName } from '../../state/ui-store.ts';

export type ToolAction =
  | { readonly do: 'command'; readonly command: DeskCommand }
  | { readonly do: 'open'; readonly popover: PopoverName };

/** A button of the toolbar. Its word may change, its place may not. */
export interface Tool {
  readonly word: string;
  /** What it does, in full, where the word alone does not say; contains the word. */
  readonly label?: string;
  readonly icon: IconName;
  readonly tone?: 'answer' | 'release';
  readonly pressed?: boolean;
  /** Why it is off; null: it is on. */
  readonly off: string | null;
  readonly action: ToolAction;
}

/** The buttons in their fixed places. */
export interface CallTools {
  readonly first: Tool;
  readonly mute: Tool;
  readonly keypad: Tool;
  readonly consult: Tool;
  readonly transfer: Tool;
  readonly conference: Tool;
  readonly release: Tool;
}

/** From first to last. */
export const toolOrder = ['first', 'mute', 'keypad', 'consult', 'transfer', 'conference', 'release'] as const;

/** All that decides about the buttons. */
export interface ToolContext {
  readonly agent: AgentView | null;
  readonly session: VoiceSession | null;
  readonly pair: Consultation | null;
  readonly desktop: DesktopSettings | null;
  readonly ctiAnswers: boolean;
  /** Whose sound the calls' is: the desk's own phone, or one that stands beside it. */
  readonly phone: 'own' | 'beside';
  readonly phoneFailed: boolean;
}

export const ctiIsSilent = 'CTI does not answer';
export const phoneIsOff = 'Your phone is not connected';
export const noCall = 'There is no call';
export const notUp = 'The call is not up yet';
const notHere = 'The sound of this call is not at this phone';

/**
 * Why what needs the sound of a call is off where the desk's own phone does not have it: it rings here in a moment, or
 * it is at the phone that this one was before (the app was started anew, or took the device over).
 */
export function withoutSound({ phase }: Pick<VoiceSession, 'phase'>): string {
  return phase === 'talking' || phase === 'held' ? notHere : notUp;
}
