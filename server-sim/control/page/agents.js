// The agents as the switch knows them.

import { byId, element, time } from './elements.js';
import { shareOf } from './interactions.js';

const stateWords = {
  LoggedOut: 'Logged out',
  NotReady: 'Not Ready',
  Ready: 'Ready',
  Reserved: 'Reserved',
  Talking: 'Talking',
  Hold: 'Hold',
  WrapUp: 'Wrap-up',
};

export function showAgents(agents, interactions) {
  byId('agents').replaceChildren(
    ...agents.map((agent) => agentRow(agent, shareOf(agent.agentId, interactions))),
  );
}

function agentRow({ agentId, name, device, state, reasonCode, since, skillGroups }, share) {
  return element(
    'tr',
    { 'data-agent': agentId },
    element('td', {}, element('b', {}, name), ` ${agentId}`),
    element('td', { class: 'num' }, device ?? '–'),
    element(
      'td',
      {},
      element('span', { class: `state ${state}` }, stateWords[state] ?? state),
      reasonCode === null ? '' : `, reason ${reasonCode}`,
    ),
    element('td', { class: 'num' }, state === 'LoggedOut' ? '–' : time(since)),
    element('td', {}, share === '' ? '–' : share),
    element('td', {}, skillGroups.map((group) => group.name).join(', ')),
  );
}
