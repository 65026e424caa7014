import * as z from 'zod';
import { deskCommand } from '../desk/desk-command.ts';
import type { CommandOutcome } from '../desk/desk-error.ts';
import type { DeskState } from '../desk/desk-state.ts';
import type { TranscriptPage } from '../desk/transcript.ts';
import type { DiagnosticsReport } from '../diagnostics/diagnostics-report.ts';
import type { SettingKey } from '../settings/declared-settings.ts';
import {
  answerToLegacyOffer,
  type LegacyAnswer,
  type LegacyOffer,
  type LegacyOutcome,
} from '../settings/legacy-offer.ts';
import type { SettingOutcome, SettingsView, SettingToSet } from '../settings/settings-view.ts';
import { settingToSet, settingToUnset } from '../settings/settings-view.ts';
import type { PhoneCommand, PhoneEvent } from '../softphone/messages.ts';
import { phoneEvent } from '../softphone/messages.ts';
import { channelNames } from './channel-names.ts';

/** Buttons of the window's own frame. */
export const windowAction = z.enum(['minimise', 'maximise', 'close']);
export type WindowAction = z.infer<typeof windowAction>;

/** A line that the phone window has for the log: it has no file of its own. */
export const phoneLogLine = z.object({ level: z.enum(['info', 'warn']), sentence: z.string().max(4_000) });
export type PhoneLogLine = z.infer<typeof phoneLogLine>;

/**
 * What windows may say to main: which window may use each channel, and what may come in. Nothing else is registered,
 * and what does not fit its schema never reaches a handler.
 */
export const channels = {
  deskCommand: { name: channelNames.deskCommand, from: 'desk', input: deskCommand },
  deskReady: { name: channelNames.deskReady, from: 'desk', input: z.undefined() },
  deskDrawn: { name: channelNames.deskDrawn, from: 'desk', input: z.undefined() },
  windowAction: { name: channelNames.windowAction, from: 'desk', input: windowAction },
  copyText: { name: channelNames.copyText, from: 'desk', input: z.string().max(100_000) },
  settings: { name: channelNames.settings, from: 'desk', input: z.undefined() },
  setSetting: { name: channelNames.setSetting, from: 'desk', input: settingToSet },
  unsetSetting: { name: channelNames.unsetSetting, from: 'desk', input: settingToUnset },
  diagnostics: { name: channelNames.diagnostics, from: 'desk', input: z.undefined() },
  runDiagnostics: { name: channelNames.runDiagnostics, from: 'desk', input: z.undefined() },
  answerLegacyOffer: { name: channelNames.answerLegacyOffer, from: 'desk', input: answerToLegacyOffer },
  phoneEvent: { name: channelNames.phoneEvent, from: 'phone', input: phoneEvent },
  phoneLog: { name: channelNames.phoneLog, from: 'phone', input: phoneLogLine },
} as const;

/** What the desk window's preload puts on `window.switchhook`. */
export interface DeskBridge {
  command(command: z.infer<typeof deskCommand>): Promise<CommandOutcome>;
  /** Calls back with the state now and at each change; returns how to stop. */
  onState(listener: (state: DeskState) => void): () => void;
  /** Calls back with all that was written in the open chats, and with each page that comes; returns how to stop. */
  onTranscript(listener: (page: TranscriptPage) => void): () => void;
  /** Says that the window shows the desk: what can come after that begins. */
  drawn(): Promise<void>;
  window(action: WindowAction): Promise<void>;
  copy(text: string): Promise<void>;
  /** Calls back with the settings now and at each change; returns how to stop. */
  onSettings(listener: (settings: SettingsView) => void): () => void;
  setSetting(wanted: SettingToSet): Promise<SettingOutcome>;
  unsetSetting(key: SettingKey): Promise<SettingOutcome>;
  /** Calls back with the last checks, where there are any, and with each result that comes; returns how to stop. */
  onDiagnostics(listener: (report: DiagnosticsReport) => void): () => void;
  /** Makes all checks, or joins those under way; resolves with all results. */
  runDiagnostics(): Promise<DiagnosticsReport>;
  /** Calls back with the servers of an older desktop as soon as some are offered, and with null when they are no more; returns how to stop. */
  onLegacyOffer(listener: (offer: LegacyOffer | null) => void): () => void;
  answerLegacyOffer(answer: LegacyAnswer): Promise<LegacyOutcome>;
  /** `win32`, `darwin` or `linux`: which modifier key the shortcuts name. */
  readonly platform: string;
}

/** What the phone window's preload puts on `window.switchhookPhone`. */
export interface PhoneBridge {
  onCommand(listener: (command: PhoneCommand) => void): () => void;
  report(event: PhoneEvent): Promise<void>;
  log(line: PhoneLogLine): Promise<void>;
}
