import type { Page } from '@playwright/test';

/** A SIP edge's final answer to an INVITE or re-INVITE of the phone's, as it came into the phone window. */
export interface InviteAnswer {
  /** By this computer's clock, ms since 1970. */
  readonly at: number;
  /** The edge: `127.0.0.1:8107`. */
  readonly address: string;
  readonly status: number;
}

declare global {
  interface Window {
    readonly benchAnswers: readonly InviteAnswer[];
  }
}

/** Reads along on every WebSocket that the phone opens from now on. Before the login. */
export function tapSip(phone: Page): Promise<void> {
  return phone.evaluate(() => {
    const answers: InviteAnswer[] = [];
    const Original = window.WebSocket;
    window.WebSocket = class extends Original {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        const address = new URL(url).host;
        this.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
          const at = Date.now();
          const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
          const status = Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1]);
          if (status >= 200 && /^CSeq: *\d+ INVITE\r?$/im.test(text)) answers.push({ at, address, status });
        });
      }
    };
    Object.assign(window, { benchAnswers: answers });
  });
}

/** Those that came since that instant, oldest first. */
export function inviteAnswers(phone: Page, since: number): Promise<readonly InviteAnswer[]> {
  return phone.evaluate((from) => window.benchAnswers.filter(({ at }) => at >= from), since);
}
