// Placing a chat or an action item of the scenario, for whom it says or for somebody else.

import { act } from './ask.js';
import { byId, element, setOptions } from './elements.js';

export function showPlannedInteractions({ chatPartners, actionItems, skillGroups, agents }) {
  const group = (label, values) =>
    element('optgroup', { label }, ...values.map(([value, text]) => element('option', { value }, text)));
  byId('interaction').replaceChildren(
    group(
      'Chats',
      chatPartners.map(({ name, subject }) => [JSON.stringify({ partner: name }), `${name}: ${subject}`]),
    ),
    group(
      'Action items',
      actionItems.map(({ subject }) => [JSON.stringify({ item: subject }), subject]),
    ),
  );
  setOptions(byId('interaction-to'), [
    ['', 'As the scenario says'],
    ...skillGroups.map(({ name }) => [JSON.stringify({ skillGroup: name }), name]),
    ...agents.map(({ agentId, name }) => [JSON.stringify({ agentId }), `${name}, directly`]),
  ]);
  byId('place-interaction').querySelector('button').disabled = chatPartners.length + actionItems.length === 0;
}

export function startPlacing() {
  byId('place-interaction').addEventListener('submit', (event) => {
    event.preventDefault();
    const what = JSON.parse(byId('interaction').value);
    const to = byId('interaction-to').value;
    const body = { ...what, ...(to === '' ? {} : { to: JSON.parse(to) }) };
    void act('partner' in what ? '/chats' : '/action-items', 'POST', body);
  });
}
