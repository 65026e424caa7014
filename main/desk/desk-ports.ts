import type { SimulatorView } from '../../contract/desk/desk-state.ts';
import type { Result } from '../../contract/result.ts';
import type { PhoneCommand } from '../../contract/softphone/messages.ts';
import type { DeskFiles } from '../files/desk-files.ts';
import type { FileFailure } from '../files/file-failure.ts';
import type { Log } from '../log/log.ts';
import type { Encryption } from '../servers/tls/encryption.ts';
import type { Names } from '../settings/find-cluster.ts';
import type { LocalSettings } from '../settings/local-settings.ts';
import type { PasswordSafe } from '../settings/password-safe.ts';
import type { Timers } from '../timers.ts';

/** All that a desk reaches of the world. The app and the headless agent hand in their own. */
export interface DeskPorts extends DeskFiles {
  readonly settings: LocalSettings;
  /** Who resolves the name of a cluster. */
  readonly names: Names;
  /** How servers are spoken with, as the settings were when the desk was started. */
  readonly encryption: Encryption;
  /** Where a password may be remembered; null: this desk has nobody to offer it to. */
  readonly passwords: PasswordSafe | null;
  /** The simulated tier that was started beside the desk; null otherwise. */
  readonly simulator: SimulatorView | null;
  /** What was wrong with files that were read before the desk was made, a sentence each. */
  readonly notices: readonly string[];
  readonly timers: Timers;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** A new id each time, unique over all runs. */
  readonly newId: () => string;
  readonly log: Log;
  readonly phone: (command: PhoneCommand) => void;
  readonly openUrl: (url: string) => void;
  /** Writes a support bundle where the help desk's users find it; the value names it. Never rejects. */
  readonly saveSupportBundle: () => Promise<Result<{ readonly file: string }, FileFailure>>;
  /** A call, a chat or an action item is offered: bring the desk to the agent's notice. */
  readonly announceOffer: (sessionId: string, from: string) => void;
}
