import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { HeadlessAgent } from '../support/headless-agent.ts';
import { startTier } from '../support/tier.ts';
import type { OwnWorld } from './run-cell.ts';
import { writeMatrixScenario } from './scenario.ts';
import { agent, type MatrixDesk, profile } from './scene.ts';
import { untilShown } from './until-shown.ts';

/** A tier of its own, for desks with no screen, each a process as integrators run it. */
export async function openAgentWorld(sipEdges: 'shared' | 'separate', folder: string): Promise<OwnWorld> {
  const tier = await startTier(['--scenario', await writeMatrixScenario(folder)], { sipEdges });
  const { a, b } = tier.addresses.configuration;
  return {
    control: tier.control,
    openDesk: async () => {
      const options = ['--config', a, '--config', b, '--profile', profile, '--login', '-'];
      const media = ['--media', `tone:${agent.hertz}`];
      const desk = new AgentDesk(
        new HeadlessAgent([...options, ...media], await mkdtemp(path.join(folder, 'desk-'))),
      );
      await desk.until('the configuration', ({ configuration }) => configuration.status === 'fresh');
      return { desk, victimOf: null };
    },
    close: tier.stop,
  };
}

class AgentDesk implements MatrixDesk {
  readonly #agent: HeadlessAgent;
  #hasLoggedIn = false;
  #forgotten = 0;

  constructor(process: HeadlessAgent) {
    this.#agent = process;
  }

  async state(): Promise<DeskState> {
    const { state } = this.#agent;
    if (!state) throw new Error('The desk has shown nothing yet.');
    return state;
  }

  until(what: string, is: (state: DeskState) => boolean): Promise<DeskState> {
    return untilShown(what, async () => this.#agent.state, is);
  }

  async command(command: DeskCommand): Promise<CommandOutcome> {
    if (command.type === 'logIn' && !this.#hasLoggedIn) {
      // Its first line is the login string, and waits for the profiles.
      this.#hasLoggedIn = true;
      this.#agent.write(command.loginString);
      return (await this.#agent.answerTo('outcome', 'login')).outcome;
    }
    return (await this.#agent.ask('outcome', command)).outcome;
  }

  async tones(callId: string): Promise<readonly number[]> {
    return (await this.#agent.heard(callId))?.tonesHertz ?? [];
  }

  shown(): readonly DeskState[] {
    return this.#agent.lines
      .slice(this.#forgotten)
      .flatMap((line) => (line.type === 'state' ? [line.state] : []));
  }

  forget(): void {
    this.#forgotten = this.#agent.lines.length;
  }

  /** Without a farewell: the tier begins anew for the next cell. */
  async close(): Promise<void> {
    this.#agent.signal('SIGKILL');
    await this.#agent.ended;
  }
}
