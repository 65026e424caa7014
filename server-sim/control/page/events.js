// What happened just now, the newest first.

import { byId, element, time } from './elements.js';

const mostEvents = 40;

/** Adds events, oldest first as the API tells them. */
export function showEvents(events) {
  const list = byId('events');
  list.prepend(...events.map(eventRow).reverse());
  while (list.children.length > mostEvents) list.lastElementChild.remove();
}

export function forgetEvents() {
  byId('events').replaceChildren();
}

function eventRow({ at, type, server, agentId, device, callId, interactionId, detail }) {
  const about = [server, agentId, device, callId, interactionId].filter(Boolean).join(', ');
  const told = Object.values(detail)
    .filter((value) => value !== null && value !== '')
    .join(', ');
  return element(
    'li',
    {},
    element('span', { class: 'num' }, time(at)),
    element('span', { class: 'what' }, element('b', {}, type), ` ${about}${told ? `: ${told}` : ''}`),
  );
}
