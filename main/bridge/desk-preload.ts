import { contextBridge, ipcRenderer } from 'electron';
import { channelNames } from '../../contract/bridge/channel-names.ts';
import type { DeskBridge } from '../../contract/bridge/channels.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { TranscriptPage } from '../../contract/desk/transcript.ts';
import type { DiagnosticsReport } from '../../contract/diagnostics/diagnostics-report.ts';
import type { LegacyOffer } from '../../contract/settings/legacy-offer.ts';
import type { SettingsView } from '../../contract/settings/settings-view.ts';

let newest: DeskState | null = null;
ipcRenderer.on(channelNames.deskState, (_event: unknown, state: DeskState) => {
  newest = state;
});
/** What was written in chats comes before the page listens, and is kept for it; null: it has it. */
let early: TranscriptPage[] | null = [];
ipcRenderer.on(channelNames.deskTranscript, (_event: unknown, page: TranscriptPage) => {
  early?.push(page);
});
let offer: LegacyOffer | null = null;
ipcRenderer.on(channelNames.legacyOffer, (_event: unknown, offered: LegacyOffer | null) => {
  offer = offered;
});
/** Asked for before the page is there, so that the page's first drawing has it. */
const first: Promise<DeskState> = ipcRenderer.invoke(channelNames.deskReady);

/** All that the desk window can reach of main. */
const bridge: DeskBridge = {
  command: (command) => ipcRenderer.invoke(channelNames.deskCommand, command),
  onState(listener) {
    const pushed = (_event: unknown, state: DeskState): void => listener(state);
    ipcRenderer.on(channelNames.deskState, pushed);
    void first.then((state) => listener(newest ?? state));
    return () => ipcRenderer.off(channelNames.deskState, pushed);
  },
  onTranscript(listener) {
    const pushed = (_event: unknown, page: TranscriptPage): void => listener(page);
    ipcRenderer.on(channelNames.deskTranscript, pushed);
    const missed = early;
    early = null;
    if (missed) for (const page of missed) listener(page);
    // Whoever listens later gets everything once more.
    else void ipcRenderer.invoke(channelNames.deskReady);
    return () => ipcRenderer.off(channelNames.deskTranscript, pushed);
  },
  drawn: () => ipcRenderer.invoke(channelNames.deskDrawn),
  window: (action) => ipcRenderer.invoke(channelNames.windowAction, action),
  copy: (text) => ipcRenderer.invoke(channelNames.copyText, text),
  onSettings(listener) {
    let isPushed = false;
    const pushed = (_event: unknown, settings: SettingsView): void => {
      isPushed = true;
      listener(settings);
    };
    ipcRenderer.on(channelNames.settingsChanged, pushed);
    const asked: Promise<SettingsView> = ipcRenderer.invoke(channelNames.settings);
    // What was pushed meanwhile is newer.
    void asked.then((settings) => isPushed || listener(settings));
    return () => ipcRenderer.off(channelNames.settingsChanged, pushed);
  },
  setSetting: (wanted) => ipcRenderer.invoke(channelNames.setSetting, wanted),
  unsetSetting: (key) => ipcRenderer.invoke(channelNames.unsetSetting, { key }),
  onDiagnostics(listener) {
    let isPushed = false;
    const pushed = (_event: unknown, report: DiagnosticsReport): void => {
      isPushed = true;
      listener(report);
    };
    ipcRenderer.on(channelNames.diagnosticsChanged, pushed);
    const asked: Promise<DiagnosticsReport | null> = ipcRenderer.invoke(channelNames.diagnostics);
    void asked.then((report) => report === null || isPushed || listener(report));
    return () => ipcRenderer.off(channelNames.diagnosticsChanged, pushed);
  },
  runDiagnostics: () => ipcRenderer.invoke(channelNames.runDiagnostics),
  onLegacyOffer(listener) {
    const pushed = (_event: unknown, offered: LegacyOffer | null): void => listener(offered);
    ipcRenderer.on(channelNames.legacyOffer, pushed);
    if (offer) listener(offer);
    return () => ipcRenderer.off(channelNames.legacyOffer, pushed);
  },
  answerLegacyOffer: (answer) => ipcRenderer.invoke(channelNames.answerLegacyOffer, { answer }),
  platform: process.platform,
};

contextBridge.exposeInMainWorld('switchhook', bridge);
