import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type * as z from 'zod';
import { channelNames } from '../../contract/bridge/channel-names.ts';
import { channels, type PhoneLogLine, type WindowAction } from '../../contract/bridge/channels.ts';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { TranscriptPage } from '../../contract/desk/transcript.ts';
import type { DiagnosticsReport } from '../../contract/diagnostics/diagnostics-report.ts';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import type { LegacyAnswer, LegacyOffer, LegacyOutcome } from '../../contract/settings/legacy-offer.ts';
import type { SettingOutcome, SettingsView, SettingToSet } from '../../contract/settings/settings-view.ts';
import type { PhoneCommand, PhoneEvent } from '../../contract/softphone/messages.ts';
import type { Log } from '../log/log.ts';
import { isOwnPage } from '../windows/app-protocol.ts';

export interface BridgeHandlers {
  command(command: DeskCommand): Promise<CommandOutcome>;
  /** The desk window is about to draw itself and asks for the state; transcripts are pushed to it before. */
  deskReady(): Promise<DeskState>;
  deskDrawn(): void;
  windowAction(action: WindowAction): void;
  copyText(text: string): void;
  settings(): SettingsView;
  setSetting(wanted: SettingToSet): SettingOutcome;
  unsetSetting(key: SettingKey): SettingOutcome;
  diagnostics(): Promise<DiagnosticsReport | null>;
  runDiagnostics(): Promise<DiagnosticsReport>;
  answerLegacyOffer(answer: LegacyAnswer): Promise<LegacyOutcome>;
  phoneEvent(event: PhoneEvent): Promise<void>;
  phoneLog(line: PhoneLogLine): void;
}

export interface Bridge {
  showState(state: DeskState): void;
  showTranscript(page: TranscriptPage): void;
  showSettings(settings: SettingsView): void;
  showDiagnostics(report: DiagnosticsReport): void;
  showLegacyOffer(offer: LegacyOffer | null): void;
  commandPhone(command: PhoneCommand): void;
}

type Role = (typeof channels)[keyof typeof channels]['from'];

/**
 * The one channel between main and its windows. A message is heard only when it comes from the top frame of the
 * window whose channel it is, shows a page of the app's own, and fits the channel's schema.
 */
export function createBridge(options: {
  readonly contents: (role: Role) => WebContents | null;
  readonly handlers: BridgeHandlers;
  readonly log: Log;
}): Bridge {
  const { contents, handlers, log } = options;

  function listen<Schema extends z.ZodType, Answer>(
    channel: { readonly name: string; readonly from: Role; readonly input: Schema },
    handle: (input: z.output<Schema>) => Answer | Promise<Answer>,
  ): void {
    ipcMain.handle(channel.name, async (event, input: unknown) => {
      const stranger = whyStranger(event, contents(channel.from));
      if (stranger !== null) {
        log.warn(`A message on ${channel.name} was refused: ${stranger}.`);
        throw new Error(`${channel.name}: refused`);
      }
      const parsed = channel.input.safeParse(input);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const what = `${channel.name}: ${issue?.path.join('.') || 'the message'}: ${issue?.message ?? 'not understood'}`;
        log.warn(`A message from the ${channel.from} window was refused. ${what}.`);
        throw new Error(what);
      }
      return handle(parsed.data);
    });
  }

  listen(channels.deskCommand, (command) => handlers.command(command));
  listen(channels.deskReady, () => handlers.deskReady());
  listen(channels.deskDrawn, () => handlers.deskDrawn());
  listen(channels.windowAction, (action) => handlers.windowAction(action));
  listen(channels.copyText, (text) => handlers.copyText(text));
  listen(channels.settings, () => handlers.settings());
  listen(channels.setSetting, (wanted) => handlers.setSetting(wanted));
  listen(channels.unsetSetting, ({ key }) => handlers.unsetSetting(key));
  listen(channels.diagnostics, () => handlers.diagnostics());
  listen(channels.runDiagnostics, () => handlers.runDiagnostics());
  listen(channels.answerLegacyOffer, ({ answer }) => handlers.answerLegacyOffer(answer));
  listen(channels.phoneEvent, (event) => handlers.phoneEvent(event));
  listen(channels.phoneLog, (line) => handlers.phoneLog(line));

  return {
    showState: (state) => send(contents('desk'), channelNames.deskState, state),
    showTranscript: (page) => send(contents('desk'), channelNames.deskTranscript, page),
    showSettings: (settings) => send(contents('desk'), channelNames.settingsChanged, settings),
    showDiagnostics: (report) => send(contents('desk'), channelNames.diagnosticsChanged, report),
    showLegacyOffer: (offer) => send(contents('desk'), channelNames.legacyOffer, offer),
    commandPhone: (command) => send(contents('phone'), channelNames.phoneCommand, command),
  };
}

function send(to: WebContents | null, channel: string, message: unknown): void {
  if (to && !to.isDestroyed()) to.send(channel, message);
}

/** Why a sender is not the window that the channel belongs to; null when it is. */
function whyStranger(event: IpcMainInvokeEvent, expected: WebContents | null): string | null {
  const frame = event.senderFrame;
  if (!frame) return 'its frame is gone';
  if (!expected || event.sender.id !== expected.id) return 'it came from another window';
  if (frame.parent) return 'it came from a frame inside the page';
  return isOwnPage(frame.url) ? null : `it came from ${new URL(frame.url).origin}`;
}
