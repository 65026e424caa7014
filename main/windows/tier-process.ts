import { utilityProcess } from 'electron';
import * as z from 'zod';
import { addressText } from '../../contract/servers/address-text.ts';
import type { Log } from '../log/log.ts';

/**
 * The first message of the simulated tier: where its configuration servers and its control page are, and the token that
 * the control API asks for. It comes over the channel between the two processes, which nobody else reads.
 */
const ready = z.object({
  type: z.literal('ready'),
  addresses: z.object({
    configuration: z.object({ a: addressText, b: addressText }),
    control: z.string(),
  }),
  trialLogin: z.string().nullable(),
  controlToken: z.string(),
});

export interface TierProcess {
  readonly configuration: { readonly a: string; readonly b: string };
  /** The control page's address, with the token where the page takes it from: a fragment is sent to no server. */
  readonly control: string;
  /** A login string of its scenario. */
  readonly trialLogin: string | null;
  stop(): void;
}

/** Starts the simulated tier in a process of its own, beside the app. Rejects when it ends before it is ready. */
export function startTierProcess(options: {
  /** The tier's built entry. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly log: Log;
}): Promise<TierProcess> {
  const child = utilityProcess.fork(options.entry, [...options.args], {
    serviceName: 'switchhook-tier',
    stdio: 'pipe',
  });
  const lastWords: string[] = [];
  const hear = (text: Buffer): void => {
    lastWords.push(text.toString());
    if (lastWords.length > 20) lastWords.shift();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  return new Promise((resolve, reject) => {
    child.on('message', (message: unknown) => {
      const parsed = ready.safeParse(message);
      if (!parsed.success) return;
      const { trialLogin, addresses, controlToken } = parsed.data;
      const { configuration } = addresses;
      options.log.info(`The simulated tier is ready; its page is ${addresses.control}`);
      const control = `${addresses.control}/#${new URLSearchParams({ token: controlToken })}`;
      resolve({ configuration, control, trialLogin, stop: () => child.kill() });
    });
    child.on('exit', (code) => {
      options.log.warn(`The simulated tier ended with code ${code}.`);
      reject(new Error(`The simulated tier ended with code ${code}: ${lastWords.join('').slice(-600)}`));
    });
  });
}
