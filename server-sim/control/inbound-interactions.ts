import type { InboundInteraction } from '../links/interaction-control.ts';
import { actionItemNamed, actionItemOf, chatOf, chatPartnerNamed } from '../scenarios/contact-setup.ts';
import type { ControlledTier } from './control-tier.ts';
import type { PlaceActionItem, PlaceChat } from './interaction-schemas.ts';
import { Problem } from './problem.ts';

/** The chat that a request asks for: of a partner of the scenario, changed as it says, or made up. */
export function inboundChat(tier: ControlledTier, wanted: PlaceChat): InboundInteraction {
  if (!('partner' in wanted)) {
    const { to, subject, customerName, script } = wanted;
    return {
      channel: 'chat',
      subject,
      to,
      customerName,
      script,
      body: '',
      dueAt: null,
      ...known(wanted, noFile),
    };
  }
  const { contact } = tier.scenario();
  const partner = chatPartnerNamed(contact, wanted.partner);
  if (!partner)
    throw notPlanned(
      'chat partner',
      wanted.partner,
      contact.chatPartners.map(({ name }) => name),
    );
  const base = chatOf(partner, tier.clock.now());
  return { ...base, ...replaced(wanted, base), script: wanted.script ?? base.script };
}

/** The action item that a request asks for, in the same way. */
export function inboundItem(tier: ControlledTier, wanted: PlaceActionItem): InboundInteraction {
  const now = tier.clock.now();
  if (!('item' in wanted)) {
    const { to, subject, customerName, body, dueInMs } = wanted;
    const dueAt = dueInMs === null ? null : now + dueInMs;
    return {
      channel: 'action',
      subject,
      to,
      customerName,
      body,
      dueAt,
      script: [],
      ...known(wanted, noFile),
    };
  }
  const { contact } = tier.scenario();
  const item = actionItemNamed(contact, wanted.item);
  if (!item) {
    throw notPlanned(
      'action item',
      wanted.item,
      contact.actionItems.map(({ subject }) => subject),
    );
  }
  const base = actionItemOf(
    { ...item, dueInMs: wanted.dueInMs === undefined ? item.dueInMs : wanted.dueInMs },
    now,
  );
  return { ...base, ...replaced(wanted, base), body: wanted.body ?? base.body };
}

type Known = Pick<InboundInteraction, 'variables' | 'customer'>;
type Given = PlaceChat | PlaceActionItem;
const noFile: Known = { variables: {}, customer: null };

/** What is known of the customer: as the request has it, or as it was. */
function known({ variables, customer }: Given, before: Known): Known {
  return {
    variables: variables ?? before.variables,
    customer: customer === undefined ? before.customer : customer,
  };
}

function replaced(
  given: Given,
  before: InboundInteraction,
): Known & Pick<InboundInteraction, 'subject' | 'to'> {
  return {
    subject: given.subject ?? before.subject,
    to: given.to ?? before.to,
    ...known(given, before),
  };
}

function notPlanned(what: string, name: string, names: readonly string[]): Problem {
  const listed = names.map((each) => JSON.stringify(each)).join(', ') || 'none';
  return new Problem(
    'not-found',
    `The scenario has no ${what} ${JSON.stringify(name.slice(0, 80))}: there are ${listed}.`,
  );
}
