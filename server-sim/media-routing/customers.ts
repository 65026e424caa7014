import type { InboundInteraction } from '../links/interaction-control.ts';
import { domainOf } from './domains.ts';
import { goneQuiet, nextStep } from './partner.ts';
import type { Routed } from './state.ts';
import { end, giveUp } from './task-life.ts';
import { isTask } from './tasks.ts';
import { put } from './tell-desk.ts';
import { agentMessages, write } from './transcript.ts';
import { refuse, type Turn } from './turn.ts';

/** A chat or an action item comes to the contact centre. */
export function place(turn: Turn, inbound: InboundInteraction) {
  const skillGroup = skillGroupOf(turn, inbound);
  if (typeof skillGroup === 'string') return refuse(turn, skillGroup);
  const number = turn.nextId;
  turn.nextId += 1;
  const interactionId = `${turn.base.ids.prefix}-${inbound.channel}-${number}`;
  const routed: Routed = {
    interactionId,
    number,
    inbound,
    skillGroup,
    stage: { phase: 'queued' },
    waitingSince: turn.now,
    offeredAt: turn.now,
    answeredAt: null,
    tries: 0,
    ronas: 0,
    returned: null,
    transcript: [],
    partner: { now: { does: 'nothing' }, next: inbound.channel === 'chat' ? inbound.script : [] },
    isCustomerTyping: false,
    gaveUp: null,
    handledBy: [],
    completed: [],
  };
  put(turn, routed);
  turn.outputs.push({ type: 'placed', interactionId });
  goOn(turn, routed);
}

/** Whose agents it is for; a sentence where it can be for nobody. */
function skillGroupOf({ plan }: Turn, { channel, to }: InboundInteraction): Routed['skillGroup'] | string {
  if (!domainOf(plan, channel)) {
    return `No media routing domain is for the channel ${channel}: add one to the scenario`;
  }
  if ('agentId' in to) {
    const isThere = plan.agents.some(({ agentId }) => agentId === to.agentId);
    return isThere
      ? null
      : `There is no agent ${to.agentId}: the scenario's agents are listed by the control API`;
  }
  const group = plan.skillGroups.find(({ name }) => name.toLowerCase() === to.skillGroup.toLowerCase());
  if (group) return { id: group.id, name: group.name };
  const names = plan.skillGroups.map(({ name }) => name).join(', ');
  return `There is no skill group "${to.skillGroup}": the scenario has ${names}`;
}

/** The partner begins his next step; writing is shown as it is done. */
export function goOn(turn: Turn, routed: Routed) {
  const partner = nextStep(routed.partner.next, turn.now, agentMessages(routed));
  if (partner === null) return leave(turn, routed);
  const isCustomerTyping = partner.now.does === 'say' && partner.now.until > turn.now;
  const after = { ...routed, partner, isCustomerTyping };
  if (isCustomerTyping === routed.isCustomerTyping) turn.interactions.set(routed.interactionId, after);
  else put(turn, after);
}

/** The time of what he does now is over. */
export function partnerDue(turn: Turn, routed: Routed) {
  const { now } = routed.partner;
  if (now.does === 'say') says(turn, routed, now.text);
  else if (now.does === 'wait') goOn(turn, routed);
}

function says(turn: Turn, routed: Routed, text: string) {
  const written = write(turn, routed, { from: 'customer', text });
  const then = written.partner.next;
  const next = nextStep(then, turn.now, agentMessages(written));
  const goesOnTyping = next?.now.does === 'say' && next.now.until > turn.now;
  if (written.isCustomerTyping && !goesOnTyping) {
    const still = { ...written, isCustomerTyping: false };
    put(turn, still);
    return goOn(turn, still);
  }
  goOn(turn, written);
}

/** The agent has written: a partner who waited for that goes on. */
export function agentWrote(turn: Turn, routed: Routed): void {
  const { now } = routed.partner;
  if (now.does === 'await' && agentMessages(routed) >= now.agentMessages) goOn(turn, routed);
}

/** The customer writes by QA's hand. */
export function partnerSays(turn: Turn, interactionId: string, text: string): void {
  const routed = liveChat(turn, interactionId);
  if (!routed) return;
  const written = write(turn, routed, { from: 'customer', text });
  if (written.isCustomerTyping) put(turn, { ...written, isCustomerTyping: false });
}

export function partnerTypes(turn: Turn, interactionId: string, isTyping: boolean): void {
  const routed = liveChat(turn, interactionId);
  if (routed && routed.isCustomerTyping !== isTyping) put(turn, { ...routed, isCustomerTyping: isTyping });
}

export function partnerLeaves(turn: Turn, interactionId: string) {
  const routed = liveChat(turn, interactionId);
  if (routed) leave(turn, routed);
}

function leave(turn: Turn, routed: Routed) {
  const who = routed.inbound.customerName === '' ? 'The customer' : routed.inbound.customerName;
  const message = `${who} left the chat`;
  const written = write(turn, routed, { from: 'system', text: message });
  const how = { cause: 'customer', message } as const;
  if (isTask(written)) return end(turn, written, how);
  const over = { at: turn.now, end: how };
  put(turn, { ...goneQuiet(written), stage: { phase: 'ended', agentId: null, over } });
}

/** A chat whose customer is still there; QA is told where there is none. */
function liveChat(turn: Turn, interactionId: string): Routed | null {
  const routed = turn.interactions.get(interactionId);
  if (!routed) {
    refuse(turn, `There is no interaction ${interactionId} that is not over: GET /interactions lists them`);
    return null;
  }
  if (routed.inbound.channel !== 'chat') {
    refuse(turn, `${interactionId} is an action item: it has no chat partner`);
    return null;
  }
  if (routed.stage.phase === 'wrap-up') {
    refuse(turn, `The chat ${interactionId} is over: only its wrap-up is left`);
    return null;
  }
  return routed;
}

/** The MediaManager starts anew: what waits in its queue is given up. */
export function restartMediaManager(turn: Turn): void {
  for (const routed of turn.interactions.values()) {
    if (routed.stage.phase === 'queued') giveUp(turn, routed, 'RESTART');
  }
}
