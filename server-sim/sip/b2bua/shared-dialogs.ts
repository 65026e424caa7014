import type { B2buaContext } from './context.ts';
import { problemOf } from './context.ts';
import type { DialogRecord } from './dialog-store.ts';
import type { Sessions } from './sessions.ts';

/** Asks the switch which of these legs are in a call that is not over. */
export type AskLiveLegs = (legIds: readonly string[]) => readonly string[] | Promise<readonly string[]>;

/**
 * Dialogs of the store that this life of the edge did not see: another edge's, or those of its own last life. What the
 * switch released while nobody could hear it is still there, so the switch is asked before one is gone on with; a phone
 * whose call is over is told so (481: RFC 3261, section 12.2.2).
 */
export class SharedDialogs {
  readonly #context: B2buaContext;
  readonly #sessions: Sessions;
  readonly #liveLegs: AskLiveLegs;

  constructor(context: B2buaContext, sessions: Sessions, liveLegs: AskLiveLegs) {
    this.#context = context;
    this.#sessions = sessions;
    this.#liveLegs = liveLegs;
  }

  /** Whether the dialog's leg is still in a call; a dialog whose leg is not is forgotten. Fails where nobody answers. */
  async stands(record: DialogRecord): Promise<boolean> {
    const [over] = await this.#over([record]);
    if (over !== undefined) this.#forget(over);
    return over === undefined;
  }

  /** Forgets, when the edge begins, what ended while it was away. */
  async forgetEnded(): Promise<void> {
    const { dialogs, log, side } = this.#context;
    try {
      for (const record of await this.#over(dialogs.all())) this.#forget(record);
    } catch (error) {
      log('warn', 'the switch could not be asked which dialogs stand', { side, problem: problemOf(error) });
    }
  }

  async #over(records: readonly DialogRecord[]): Promise<readonly DialogRecord[]> {
    const unsure = records.filter((record) => !this.#sessions.sawLive(record));
    if (unsure.length === 0) return [];
    const live = new Set(await this.#liveLegs(unsure.map(({ legId }) => legId)));
    return unsure.filter((record) => !live.has(record.legId) && !this.#sessions.sawLive(record));
  }

  #forget(record: DialogRecord): void {
    const { log, side } = this.#context;
    const { legId, device, servedBy } = record;
    log('info', 'forgot a dialog whose call is over', { side, legId, device, servedBy });
    this.#sessions.drop(record);
  }
}
