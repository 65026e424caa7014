import type { AgentLoginType } from '../../contract/login-string/parts.ts';
import { readConnectorSettings } from '../connector/connector-settings.ts';
import type { FarEnd, SwitchPlan } from '../links/switch-control.ts';
import { type ScenarioIni, toContactSetup } from './contact-setup.ts';
import { toUndatedFile } from './customer-files.ts';
import type { Caller, Scenario } from './scenario.ts';
import type { ScenarioFile } from './scenario-schema.ts';

/** How long a caller's telephone rings when he is called back, milliseconds. */
const callBackRingMs = 2_000;

/** The scenario that a file, already checked, describes, with the INI files that it names. */
export function toScenario(file: ScenarioFile, ini: ScenarioIni): Scenario {
  const callers = file.callers.map((caller) => toCaller(caller, file));
  const { heartbeatDeadline, standbyProbe, homeAfter, silenceWarn, silenceEnd, ...desktop } = file.desktop;
  return {
    name: file.name,
    cluster: file.cluster,
    idleTimeoutMs: file.connections.idleTimeout,
    plan: toPlan(file, callers),
    systemUsers: new Map(
      file.agents.flatMap(({ id, systemUser }) => (systemUser === null ? [] : [[id, systemUser] as const])),
    ),
    sipPasswords: new Map(file.devices.map(({ number, sipPassword }) => [number, sipPassword])),
    sipEdges: file.sip.edges,
    licences: { seats: file.licences.seats, graceMs: file.licences.grace },
    callers,
    contact: toContactSetup(file, ini),
    desktop: {
      ...desktop,
      heartbeatDeadlineMs: heartbeatDeadline,
      ...(standbyProbe !== undefined && { standbyProbeMs: standbyProbe }),
      ...(homeAfter !== undefined && { homeAfterMs: homeAfter }),
      ...(silenceWarn !== undefined && { silenceWarnMs: silenceWarn }),
      ...(silenceEnd !== undefined && { silenceEndMs: silenceEnd }),
    },
    profiles: file.profiles.map(({ sessions, agentLoginType, ...profile }) => ({
      ...profile,
      agentLoginType: agentLoginType ?? usualLoginType(ini),
      hasSessions: sessions,
    })),
  };
}

/** What the connector's INI file says, where it is named; else 0, as in one that says nothing (seed 001). */
function usualLoginType({ connector }: ScenarioIni): AgentLoginType {
  return connector === null ? 0 : readConnectorSettings(connector.file, connector.text).settings.loginType;
}

function toCaller(caller: ScenarioFile['callers'][number], { skillGroups }: ScenarioFile): Caller {
  const { name, number, menu, voice, variables, customer } = caller;
  return {
    name,
    number,
    calls: skillGroups.find((group) => group.name === caller.calls)?.number ?? caller.calls,
    menuMs: menu,
    voice,
    variables,
    customer: toUndatedFile(customer),
  };
}

function toPlan(file: ScenarioFile, callers: readonly Caller[]): SwitchPlan {
  const callBacks: readonly FarEnd[] = callers.map(({ name, number, voice }) => ({
    name,
    number,
    voice,
    answers: callBackRingMs,
  }));
  return {
    peripheralId: file.peripheral.id,
    ringback: file.peripheral.ringback,
    outgoingWrapUp: {
      mode: file.agentDeskSettings.outgoingWrapUp,
      limitMs: file.agentDeskSettings.outgoingWrapUpLimit,
    },
    desktopLostMs: file.peripheral.desktopLostAfter,
    agents: file.agents.map(({ id, name, password, skillGroups }) => ({
      agentId: id,
      name,
      password,
      skillGroups: file.skillGroups
        .filter((group) => skillGroups.includes(group.name))
        .map((group) => group.id),
    })),
    devices: file.devices.map(({ number, sipPassword }) => ({ device: number, sipPassword })),
    skillGroups: file.skillGroups.map(({ id, name, number, noAnswer, wrapUp }) => ({
      id,
      name,
      number,
      noAnswerMs: noAnswer,
      wrapUpMs: wrapUp,
    })),
    farEnds: [...file.farEnds, ...callBacks],
  };
}
