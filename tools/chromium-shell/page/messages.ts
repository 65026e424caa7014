/** Kinds of media that a page can ask for. */
export type MediaKind = 'audio' | 'video';

/** What the preload's world says to the main process. `call` numbers a question that gets a reply. */
export type PageMessage =
  | { readonly kind: 'invoke'; readonly call: number; readonly channel: string; readonly values: unknown[] }
  | { readonly kind: 'send'; readonly channel: string; readonly values: unknown[] }
  | { readonly kind: 'ask-for-media'; readonly call: number; readonly media: readonly MediaKind[] }
  | { readonly kind: 'check-media'; readonly call: number; readonly media: MediaKind }
  | { readonly kind: 'close-window' }
  | { readonly kind: 'open-window'; readonly url: string; readonly name: string; readonly features: string }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'preload-failed'; readonly error: unknown };

/** What became of a question. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/** What the main process says to the preload's world. */
export type MainMessage =
  | { readonly kind: 'reply'; readonly call: number; readonly reply: Reply }
  | { readonly kind: 'event'; readonly channel: string; readonly values: unknown[] };

/** A question that waits for its reply. */
export type Question = Extract<PageMessage, { readonly call: number }>;

/** `Omit` for each member of a union by itself. */
export type WithoutCall<Message> = Message extends unknown ? Omit<Message, 'call'> : never;

/** What the page's own world can ask of the main process, through the preload's world. */
export type PageHost = {
  readonly closeWindow: () => void;
  readonly openWindow: (url: string, name: string, features: string) => void;
  readonly askForMedia: (media: readonly MediaKind[]) => Promise<boolean>;
  readonly checkMedia: (media: MediaKind) => Promise<boolean>;
};

/** What the preload's world is told at its start. */
export type PreloadConfig = {
  /** Name of the event by which the two worlds find each other. */
  readonly handshake: string;
  /** Path of the preload script, for messages. Null when the window has none. */
  readonly preload: string | null;
  /** `process.argv` and the rest of `process` that a sandboxed preload sees. */
  readonly argv: readonly string[];
  readonly process: Readonly<Record<string, unknown>>;
};

/** Name of the function by which the preload's world speaks to the main process. */
export const postBinding = '__chromiumShellPost';

/** Name of the function by which the main process speaks to the preload's world. */
export const receiveFunction = '__chromiumShellReceive';
