import type { InboundInteraction, PartnerStep, RoutingDomain } from '../links/interaction-control.ts';
import { customerFileAt, toUndatedFile, type UndatedCustomerFile } from './customer-files.ts';
import type { ScenarioFile } from './scenario-schema.ts';

/** An INI file's text, and the name it goes by in warnings. */
export interface IniText {
  readonly file: string;
  readonly text: string;
}

/** The INI files that a scenario brings along; null: the one that is shipped. */
export interface ScenarioIni {
  readonly connector: IniText | null;
  readonly mediaManager: IniText | null;
}

/** What a scenario says of chats and action items. */
export interface ContactSetup {
  readonly ini: ScenarioIni;
  readonly domains: readonly RoutingDomain[];
  /** How long one waits in the queue before the router gives it up, milliseconds; null: without end. */
  readonly longestWaitMs: number | null;
  readonly chatPartners: readonly ChatPartner[];
  readonly actionItems: readonly PlannedActionItem[];
}

interface Planned {
  readonly subject: string;
  readonly to: InboundInteraction['to'];
  readonly variables: Readonly<Record<string, string>>;
  readonly customer: UndatedCustomerFile | null;
}

/** Somebody who writes, and what he does then. */
export interface ChatPartner extends Planned {
  readonly name: string;
  readonly script: readonly PartnerStep[];
}

/** A piece of work without a partner: it is known by its subject. */
export interface PlannedActionItem extends Planned {
  readonly body: string;
  /** Who it is about; empty where nobody is named. */
  readonly about: string;
  readonly dueInMs: number | null;
}

/** @param ini the INI files that the scenario names, read. */
export function toContactSetup(file: ScenarioFile, ini: ScenarioIni): ContactSetup {
  return {
    ini,
    domains: file.mediaRoutingDomains,
    longestWaitMs: file.mediaRouting.longestWait,
    chatPartners: file.chatPartners.map(({ name, subject, variables, customer, script, ...to }) => ({
      name,
      subject,
      to: meantFor(to),
      variables,
      customer: toUndatedFile(customer),
      script,
    })),
    actionItems: file.actionItems.map(({ subject, body, about, dueIn, variables, customer, ...to }) => ({
      subject,
      body,
      about: about ?? '',
      to: meantFor(to),
      dueInMs: dueIn,
      variables,
      customer: toUndatedFile(customer),
    })),
  };
}

type Meant = Pick<ScenarioFile['chatPartners'][number], 'skillGroup' | 'agent'>;

function meantFor({ skillGroup, agent }: Meant): InboundInteraction['to'] {
  return agent === undefined ? { skillGroup: skillGroup ?? '' } : { agentId: agent };
}

/** A chat partner by his name, whatever the case of its letters. */
export function chatPartnerNamed({ chatPartners }: ContactSetup, name: string): ChatPartner | null {
  return chatPartners.find((partner) => isNamed(partner.name, name)) ?? null;
}

/** An action item by its subject, whatever the case of its letters. */
export function actionItemNamed({ actionItems }: ContactSetup, subject: string): PlannedActionItem | null {
  return actionItems.find((item) => isNamed(item.subject, subject)) ?? null;
}

function isNamed(name: string, wanted: string): boolean {
  return name.toLowerCase() === wanted.trim().toLowerCase();
}

/** The chat that a partner begins at this time. */
export function chatOf({ name, customer, ...partner }: ChatPartner, now: number): InboundInteraction {
  return {
    ...partner,
    channel: 'chat',
    body: '',
    customerName: name,
    customer: customerFileAt(name, customer, now),
    dueAt: null,
  };
}

/** The action item as it comes at this time. */
export function actionItemOf(
  { about, customer, dueInMs, ...item }: PlannedActionItem,
  now: number,
): InboundInteraction {
  return {
    ...item,
    channel: 'action',
    customerName: about,
    customer: customerFileAt(about, customer, now),
    dueAt: dueInMs === null ? null : now + dueInMs,
    script: [],
  };
}
