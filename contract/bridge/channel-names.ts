/**
 * The names of all channels between main and its windows. Apart from their schemas, because a preload carries the
 * names alone.
 */
export const channelNames = {
  /** Desk window → main; answered with a CommandOutcome. */
  deskCommand: 'desk:command',
  /** Desk window → main; answered with the whole DeskState, and from then on pushes follow. */
  deskReady: 'desk:ready',
  /** Desk window → main: it shows the desk. */
  deskDrawn: 'desk:drawn',
  /** Desk window → main: the buttons of its frame. */
  windowAction: 'desk:window',
  /** Desk window → main: text to the clipboard. */
  copyText: 'desk:copy',
  /** Desk window → main; answered with the whole SettingsView. Pushes come whether it was asked for or not. */
  settings: 'desk:settings',
  /** Desk window → main; answered with a SettingOutcome. */
  setSetting: 'desk:set-setting',
  /** Desk window → main; answered with a SettingOutcome. */
  unsetSetting: 'desk:unset-setting',
  /** Desk window → main; answered with the last DiagnosticsReport, or null. Pushes come whether it was asked for or not. */
  diagnostics: 'desk:diagnostics',
  /** Desk window → main: checks begin, or go on; answered with the whole DiagnosticsReport at their end. */
  runDiagnostics: 'desk:run-diagnostics',
  /** Desk window → main; answered with a LegacyOutcome. */
  answerLegacyOffer: 'desk:answer-legacy-offer',
  /** Phone window → main. */
  phoneEvent: 'phone:event',
  /** Phone window → main: a line for the log. */
  phoneLog: 'phone:log',
  /** Main → desk window: the whole state. */
  deskState: 'desk:state',
  /** Main → desk window: what was written in a chat. */
  deskTranscript: 'desk:transcript',
  /** Main → desk window: all settings, after a change of one. */
  settingsChanged: 'desk:settings-changed',
  /** Main → desk window: the checks, as each of them comes to an end. */
  diagnosticsChanged: 'desk:diagnostics-changed',
  /** Main → desk window: the servers of an older desktop that are offered, or null; when a page begins, where some are. */
  legacyOffer: 'desk:legacy-offer',
  /** Main → phone window. */
  phoneCommand: 'phone:command',
} as const;
