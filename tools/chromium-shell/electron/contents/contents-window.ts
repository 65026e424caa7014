import type { ShellSession } from '../session/session.ts';

/** What the contents need of the window that shows them. */
export type ContentsWindow = {
  readonly appName: string;
  readonly appVersion: string;
  isVisible(): boolean;
  isFocused(): boolean;
  focus(): void;
  close(): void;
  /** There is something to show. */
  painted(): void;
  titled(title: string): void;
  /** The page is gone. */
  closed(): void;
};

/** The part of `webPreferences` that contents go by. */
export type ContentsPreferences = {
  /** Absolute path of the preload. */
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  readonly session: ShellSession;
  /** False keeps the page visible to itself, and drawing, while its window is hidden. */
  readonly backgroundThrottling: boolean;
};
