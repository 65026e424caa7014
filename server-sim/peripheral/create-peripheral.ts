import type { ServerLog } from '../host/server-log.ts';
import type { DeviceOrder, DeviceReport, EdgeSide } from '../links/device-control.ts';
import type { MediaReport, SwitchMedia } from '../links/media-control.ts';
import {
  type ContactCentreClock,
  ControlRefusal,
  type SwitchControl,
  type SwitchEvent,
  type SwitchPlan,
} from '../links/switch-control.ts';
import { agentSnapshot } from './agents/agent-snapshot.ts';
import { findFarEnd } from './calls/inbound-calls.ts';
import { findPartyLeg, listCalls } from './calls/switch-calls.ts';
import { nextDeadline } from './core/deadlines.ts';
import { initialState } from './core/initial-state.ts';
import type { CallParty, SwitchState } from './core/state.ts';
import { type Transition, transition } from './core/transition.ts';
import type { DeskSwitch } from './desk-link.ts';
import { createMediaLine } from './media-line.ts';
import type { DeskAnswer, SwitchInput, SwitchOutput } from './messages.ts';

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
  /** A SIP edge was killed: its registrations are gone with its memory. Calls that were answered go on. */
  edgeLost(side: EdgeSide): void;
  /** Ends its timers; it does nothing any more. */
  dispose(): void;
}

export function createPeripheral(options: PeripheralOptions): Peripheral {
  const { plan, clock, media, log, newId } = options;
  const line = createMediaLine(media, log);
  const desks = new Map<string, (answer: DeskAnswer) => void>();
  const listeners = new Set<(event: SwitchEvent) => void>();
  const core = createCore(initialState(plan, newId(), clock.now()), clock, log, perform);
  let eventNumber = 0;
  let sessionNumber = 0;

  function perform(output: SwitchOutput) {
    switch (output.type) {
      case 'deliver':
        return desks.get(output.sessionId)?.(output.answer);
      case 'order':
        return options.orders(output.order, output.edge);
      case 'media':
        return line.order(output.order);
      case 'happened': {
        eventNumber += 1;
        const event = { ...output.event, number: eventNumber, at: output.at };
        log.info(`${event.type} ${event.agentId ?? event.device ?? event.callId ?? ''}`, { ...event });
        for (const listener of listeners) listener(event);
        return;
      }
      case 'placed':
      case 'refused':
        return;
    }
  }

  const control = (input: SwitchInput): string => {
    const outputs = core.submit(input);
    for (const output of outputs) {
      if (output.type === 'refused') throw new ControlRefusal(output.message);
      if (output.type === 'placed') return output.callId;
    }
    return '';
  };
  const farEnd = (callId: string, number: string | null): string => {
    const found = findFarEnd(core.state(), callId, number);
    if (typeof found === 'string') throw new ControlRefusal(found);
    return found.party.legId;
  };
  const leg = (callId: string, who: Parameters<typeof findPartyLeg>[2]): CallParty => {
    const found = findPartyLeg(core.state(), callId, who);
    if (typeof found === 'string') throw new ControlRefusal(found);
    return found;
  };
  media.onReport(({ legId, digit }) => void core.submit({ type: 'digit', legId, digit }));

  return {
    attachDesk(attachment, deliver) {
      sessionNumber += 1;
      const sessionId = `session-${sessionNumber}`;
      desks.set(sessionId, deliver);
      core.submit({ type: 'attach', sessionId, attachment });
      return {
        request: (request) => void core.submit({ type: 'request', sessionId, request }),
        detach() {
          if (desks.delete(sessionId)) core.submit({ type: 'detach', sessionId });
        },
      };
    },
    deviceReport: (report) => void core.submit({ type: 'device', report }),
    edgeLost: (side) => void core.submit({ type: 'edgeLost', side }),
    placeCall: (call) => ({ callId: control({ type: 'placeCall', call }) }),
    farEndHangsUp: (callId, party) => void control({ type: 'farEndHangsUp', callId, party }),
    setFarEnd: (changed) => void control({ type: 'setFarEnd', farEnd: changed }),
    setAgentState: (agentId, state, reasonCode) =>
      void control({ type: 'supervise', agentId, state, reasonCode }),
    setSystemStatus: (status) => void control({ type: 'status', status }),
    farEndSpeaks: async (callId, voice, party) => {
      const legId = farEnd(callId, party);
      await line.after((to) => to.speak(legId, voice));
    },
    farEndSendsDigits: async (callId, digits, party) => {
      const legId = farEnd(callId, party);
      await line.after((to) => to.sendDigits(legId, digits));
    },
    loseAudio: async (callId, agentId, share) => {
      const { legId } = leg(callId, { agentId });
      await line.after((to) => to.lose(legId, share));
    },
    heard: async (callId, who) => {
      const { legId } = leg(callId, who);
      return line.after((to) => to.heard(legId));
    },
    agents: () => [...core.state().agents.values()].map((agent) => agentSnapshot(core.state(), agent)),
    calls: () => listCalls(core.state()),
    reset: (next) => void control({ type: 'reset', plan: next }),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => core.dispose(),
  };
}

interface Core {
  state(): SwitchState;
  /** Takes an input at once; what it brings about is done in order, also where doing it brings more inputs. */
  submit(input: SwitchInput): readonly SwitchOutput[];
  dispose(): void;
}

function createCore(
  initial: SwitchState,
  clock: ContactCentreClock,
  log: ServerLog,
  perform: (output: SwitchOutput) => void,
): Core {
  let state = initial;
  let isDisposed = false;
  let isPerforming = false;
  const waiting: SwitchOutput[] = [];
  let cancelTimer: (() => void) | null = null;

  const arm = (): void => {
    cancelTimer?.();
    const deadline = isDisposed ? null : nextDeadline(state);
    cancelTimer = deadline && clock.at(deadline.at, () => void submit({ type: 'time' }));
  };
  const performAll = (): void => {
    if (isPerforming) return;
    isPerforming = true;
    for (let output = waiting.shift(); output; output = waiting.shift()) {
      try {
        perform(output);
      } catch (error) {
        log.error(`The switch could not ${output.type}`, { output, error });
      }
    }
    isPerforming = false;
  };
  /** A fault of the switch's own costs one input, never the tier: the state before it stands. */
  const attempt = (input: SwitchInput): Transition => {
    try {
      return transition(state, input, clock.now());
    } catch (error) {
      log.error(`The switch failed at ${input.type}`, { input, error });
      return {
        state,
        outputs: [{ type: 'refused', message: `The switch failed at ${input.type}: see its log` }],
      };
    }
  };
  const submit = (input: SwitchInput): readonly SwitchOutput[] => {
    if (isDisposed) return [];
    const made = attempt(input);
    state = made.state;
    waiting.push(...made.outputs);
    arm();
    performAll();
    return made.outputs;
  };
  return {
    state: () => state,
    submit,
    dispose() {
      isDisposed = true;
      arm();
    },
  };
}
