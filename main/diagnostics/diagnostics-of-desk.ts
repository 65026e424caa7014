import type { Desk } from '../desk/desk.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { createDiagnostics, type Diagnostics } from './diagnostics.ts';
import { keepReport } from './kept-report.ts';

/** The checks of a desk, by what the desk itself reaches the world with. `folder`: its own. */
export function diagnosticsOfDesk(desk: Desk, ports: DeskPorts, folder: string): Diagnostics {
  const { settings, configuration, names, encryption, newId, now, timers, log } = ports;
  return createDiagnostics({
    state: () => desk.state(),
    settings,
    download: async () => (await configuration.read()).kept,
    names,
    encryption,
    folder,
    keep: (report) => keepReport(folder, report, log),
    newId,
    now,
    timers,
    log,
  });
}
