// Who has a seat, of how many, and how long a lost desk keeps it.

import { byId, element, time } from './elements.js';

/** `agents` are those of GET /agents, for their names: licensing knows IDs alone. */
export function showLicences({ seats, inUse, graceMs, licences }, agents) {
  byId('seats').textContent =
    `${inUse} of ${seats} seats in use; a lost desk keeps its own for ${graceMs / 1_000} s`;
  const names = new Map(agents.map(({ agentId, name }) => [agentId, name]));
  byId('licences').replaceChildren(
    ...licences.map((licence) => licenceRow(licence, names.get(licence.agentId) ?? '')),
  );
  byId('licences').closest('table').hidden = licences.length === 0;
}

function licenceRow({ agentId, desk, side, since, graceEndsAt }, name) {
  return element(
    'tr',
    { 'data-licence': agentId },
    element('td', {}, element('b', {}, name), ` ${agentId}`),
    element('td', {}, `Licensing ${side}`),
    element('td', { class: 'num' }, time(since)),
    element('td', {}, graceEndsAt === null ? 'Connected' : `Lost, kept until ${time(graceEndsAt)}`),
    element('td', { class: 'id', title: desk }, desk),
  );
}
