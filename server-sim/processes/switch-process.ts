import type { ServerLog } from '../host/server-log.ts';
import type { InteractionControl, InteractionNews } from '../links/interaction-control.ts';
import type { Distant, SwitchEvent } from '../links/switch-control.ts';
import { distantInteractions, interactionsProtocol } from './protocols/interactions.ts';
import { type DistantSwitch, distantSwitch, switchProtocol } from './protocols/switch.ts';
import { endInOrder, type ServerLife } from './server-life.ts';
import type { ServerProcesses } from './server-processes.ts';

/** The switch in a process of its own. It is no pair: when it is gone, so is the contact centre. */
export interface SwitchProcess extends DistantSwitch {
  /** Connector and media routing, which are in its process. */
  readonly interactions: Distant<Omit<InteractionControl, 'onNews'>>;
  readonly life: ServerLife;
  /** Where CTI servers and edges link to it. */
  readonly port: number | null;
  stop(): Promise<void>;
}

export interface SwitchProcessOptions {
  readonly processes: ServerProcesses;
  readonly happened: (event: SwitchEvent) => void;
  readonly interactionHappened: (news: InteractionNews) => void;
  /** It ended, and nobody had asked for it. */
  readonly onLost: (error: Error) => void;
  readonly log: ServerLog;
}

/** Starts the switch's process; `serve` it before anybody links to it. */
export async function startSwitchProcess(options: SwitchProcessOptions): Promise<SwitchProcess> {
  const { processes, happened, onLost, log } = options;
  let control: (DistantSwitch & Pick<SwitchProcess, 'interactions'>) | null = null;
  let isStopping = false;
  const { life, prepared } = await processes.begin(
    { name: 'peripheral', role: 'peripheral', side: null, port: 0 },
    () => undefined,
    ({ open }) => {
      control = {
        ...distantSwitch(open(switchProtocol.name), happened, log),
        interactions: distantInteractions(open(interactionsProtocol.name), options.interactionHappened, log),
      };
    },
  );
  void life.ended.then(({ code, signal }) => {
    if (isStopping) return;
    const how = signal ?? `exit code ${code}`;
    onLost(
      new Error(`The peripheral's process ended (${how}). The switch is no pair: the tier ends with it.`),
    );
  });
  if (!control) throw new Error('The switch was not linked to');
  return {
    ...(control as DistantSwitch & Pick<SwitchProcess, 'interactions'>),
    life,
    port: prepared.linkPort,
    async stop() {
      isStopping = true;
      await endInOrder(life);
    },
  };
}
