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
  /** Phone window → main. */
  phoneEvent: 'phone:event',
  /** Phone window → main: a line for the log. */
  phoneLog: 'phone:log',
  /** Main → desk window: the whole state. */
  deskState: 'desk:state',
  /** Main → desk window: what was written in a chat. */
  deskTranscript: 'desk:transcript',
  /** Main → phone window. */
  phoneCommand: 'phone:command',
} as const;
