import type { ServerLog } from '../host/server-log.ts';
import type { DeviceOrder, DeviceReport, EdgeSide, FoundLeg } from '../links/device-control.ts';
import type { MediaReport, SwitchMedia } from '../links/media-control.ts';
import type { ContactCentreClock, SwitchControl, SwitchEvent, SwitchPlan } from '../links/switch-control.ts';
import { findAnsweredLeg, liveLegsOf } from './calls/switch-legs.ts';
import { createControl } from './control.ts';
import { initialState } from './core/initial-state.ts';
import type { DeskSwitch } from './desk-link.ts';
import { createMediaLine } from './media-line.ts';
import type { DeskAnswer, Happening, SwitchOutput } from './messages.ts';
import { createSwitchEngine, type SwitchEngine } from './switch-engine.ts';

export interface PeripheralOptions {
  readonly plan: SwitchPlan;
  readonly clock: ContactCentreClock;
  readonly media: SwitchMedia & { onReport(listener: (report: MediaReport) => void): void };
  /** Takes an order to a SIP edge. An edge takes no notice of a release of a leg it does not have. */
  readonly orders: (order: DeviceOrder, edge: EdgeSide) => void;
  readonly log: ServerLog;
  /** Asked once: what it gives begins every id of a call or leg, so that two runs' ids differ. */
  readonly newId: () => string;
}

/** The switch behind both CTI servers. */
export interface Peripheral extends SwitchControl, DeskSwitch {
  deviceReport(report: DeviceReport): void;
  /** The answered leg of this id; null where no live call has it. */
  findLeg(legId: string): FoundLeg | null;
  /** Those of these legs that are in a call that is not over. */
  liveLegs(legIds: readonly string[]): readonly string[];
  /** A SIP edge was killed: its registrations are gone with its memory. Calls that were answered go on. */
  edgeLost(side: EdgeSide): void;
  /** While it is held, no call of a skill group is routed to the agent. */
  holdVoice(agentId: string, isHeld: boolean): void;
  /** Ends its timers; it does nothing any more. */
  dispose(): void;
}

export function createPeripheral(options: PeripheralOptions): Peripheral {
  const { plan, clock, media, log, newId } = options;
  const line = createMediaLine(media, log);
  const desks = new Map<string, (answer: DeskAnswer) => void>();
  const events = createEventBook(log);
  const perform = (output: SwitchOutput) => {
    switch (output.type) {
      case 'deliver':
        return desks.get(output.sessionId)?.(output.answer);
      case 'order':
        return options.orders(output.order, output.edge);
      case 'media':
        return line.order(output.order);
      case 'happened':
        return events.write(output.event, output.at);
      case 'placed':
      case 'refused':
        return;
    }
  };
  const engine = createSwitchEngine(initialState(plan, newId(), clock.now()), clock, log, perform);
  media.onReport(({ legId, digit }) => void engine.submit({ type: 'digit', legId, digit }));
  return {
    ...createControl(engine, line),
    ...createDeskSwitch(engine, desks),
    onEvent: events.onEvent,
    deviceReport: (report) => void engine.submit({ type: 'device', report }),
    findLeg: (legId) => findAnsweredLeg(engine.state(), legId),
    liveLegs: (legIds) => liveLegsOf(engine.state(), legIds),
    edgeLost: (side) => void engine.submit({ type: 'edgeLost', side }),
    holdVoice: (agentId, isHeld) => void engine.submit({ type: 'holdVoice', agentId, isHeld }),
    dispose: () => engine.dispose(),
  };
}

function createDeskSwitch(
  engine: SwitchEngine,
  desks: Map<string, (answer: DeskAnswer) => void>,
): DeskSwitch {
  let sessionNumber = 0;
  return {
    attachDesk(attachment, deliver) {
      sessionNumber += 1;
      const sessionId = `session-${sessionNumber}`;
      desks.set(sessionId, deliver);
      engine.submit({ type: 'attach', sessionId, attachment });
      return {
        request: (request) => void engine.submit({ type: 'request', sessionId, request }),
        detach() {
          if (desks.delete(sessionId)) engine.submit({ type: 'detach', sessionId });
        },
      };
    },
  };
}

/** Numbers what happened, writes it down, and tells it. */
function createEventBook(log: ServerLog): {
  write(happening: Happening, at: number): void;
  onEvent: SwitchControl['onEvent'];
} {
  const listeners = new Set<(event: SwitchEvent) => void>();
  let number = 0;
  return {
    write(happening, at) {
      number += 1;
      const event: SwitchEvent = { ...happening, number, at };
      log.info(`${event.type} ${event.agentId ?? event.device ?? event.callId ?? ''}`, { ...event });
      for (const listener of listeners) listener(event);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
