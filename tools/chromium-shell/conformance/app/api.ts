/** What preload.cjs exposes to the page. */
export type Api = {
  readonly platform: string;
  readonly electron: string;
  readonly args: readonly string[];
  sum(a: number, b: number): number;
  twice(run: (value: number) => number, value: number): number;
  later(value: unknown): Promise<unknown>;
  probe(): string[];
  echo(value: unknown): Promise<unknown>;
  fail(): Promise<unknown>;
  missing(): Promise<unknown>;
  answerWithFunction(): Promise<unknown>;
  sendFunction(): Promise<unknown>;
  who(): Promise<{ url: string; origin: string; isTop: boolean; isMain: boolean }>;
  setName(name: string): Promise<{ name: string; launches: number }>;
  settings(): Promise<{ name: string; launches: number }>;
  hello(name: string): void;
  onGreeting(heard: (greeting: Greeting) => void): () => void;
  onPower(heard: (state: string) => void): void;
  refusals(): string[];
};

/** What the main process answers to `hello`. */
export type Greeting = { text: string; at: Date; bytes: Uint8Array; map: Map<string, bigint> };

declare global {
  interface Window {
    api: Api;
    other?: { readonly name: string };
    inlineRan?: boolean;
  }
}
