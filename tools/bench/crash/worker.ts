import type { DeskError } from '../../../contract/desk/desk-error.ts';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { HeadlessAgent } from '../../../e2e/support/headless-agent.ts';
import type { TierAddresses } from '../../../e2e/support/tier.ts';

/** Thrown out of whatever waited for a desk that was killed. */
export class DeskKilled extends Error {}

/** An agent at a desk that may be killed at any moment, and comes back on the same files. */
export class Worker {
  readonly #options: readonly string[];
  readonly #loginString: string;
  readonly #temporary: string;
  #agent: HeadlessAgent;
  #killed = false;

  constructor(addresses: TierAddresses, profile: string, loginString: string, folder: string) {
    const { a, b } = addresses.configuration;
    this.#options = ['--config', a, '--config', b, '--profile', profile, '--login', '-', '--data', folder];
    this.#loginString = loginString;
    this.#temporary = folder;
    this.#agent = this.#start();
  }

  get wasKilled(): boolean {
    return this.#killed;
  }

  /** SIGKILL: no farewell, nothing written that was not written. */
  kill(): void {
    this.#killed = true;
    this.#agent.signal('SIGKILL');
  }

  /** The same desk again, logged in. */
  async comeBack(): Promise<void> {
    await this.#agent.ended;
    this.#killed = false;
    this.#agent = this.#start();
    await this.loggedIn();
  }

  async loggedIn(): Promise<DeskState> {
    return this.until(
      'the agent is logged in',
      ({ login, agent }) => login.phase === 'logged-in' && agent !== null,
    );
  }

  until(what: string, is: (state: DeskState) => boolean): Promise<DeskState> {
    return this.#whileItLives(this.#agent.until(what, is));
  }

  /** Null: it was carried out. */
  command(command: object): Promise<DeskError | null> {
    return this.#whileItLives(this.#agent.command(command));
  }

  async end(): Promise<void> {
    this.#agent.signal('SIGTERM');
    await this.#agent.ended;
  }

  #start(): HeadlessAgent {
    const agent = new HeadlessAgent(this.#options, this.#temporary);
    agent.write(this.#loginString);
    return agent;
  }

  #whileItLives<Value>(waited: Promise<Value>): Promise<Value> {
    // What is still awaited of a desk that is dead never comes.
    waited.catch(() => undefined);
    const dead = this.#agent.ended.then(({ stderr }): never => {
      throw this.#killed ? new DeskKilled() : new Error(`The desk ended by itself: ${stderr.slice(-600)}`);
    });
    dead.catch(() => undefined);
    return Promise.race([waited, dead]);
  }
}
