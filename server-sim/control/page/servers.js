// The servers by kind, each with its state and the faults that can be made there.

import { act } from './ask.js';
import { byId, capital, drawing, element, tool } from './elements.js';

const slowMilliseconds = 500;
const kinds = {
  configuration: 'Configuration',
  licensing: 'Licensing',
  cti: 'CTI',
  sip: 'SIP',
  sessions: 'Sessions',
  media: 'Media',
};

export function showServers(servers, scenarioName) {
  const groups = Map.groupBy(servers, ({ kind }) => kind);
  byId('servers').replaceChildren(
    ...[...groups].map(([kind, pair]) =>
      element(
        'div',
        { class: 'pair', role: 'group', 'aria-label': kinds[kind] ?? kind },
        element('h3', {}, kinds[kind] ?? kind),
        ...pair.map(serverRow),
      ),
    ),
  );
  const states = Map.groupBy(servers, ({ state }) => state);
  byId('tally').replaceChildren(
    ...[...states].map(([state, of]) =>
      element('li', {}, drawing(`l-${state}`, `lamp ${state}`), element('b', {}, String(of.length)), state),
    ),
  );
  byId('subtitle').textContent = `${servers.length} simulated servers, scenario ${scenarioName}`;
}

function serverRow(server) {
  const { name, state, side } = server;
  return element(
    'div',
    { class: `server ${state}`, 'data-server': name, 'data-state': state },
    drawing(`l-${state}`, `lamp ${state}`),
    element('b', {}, side ?? ''),
    where(server),
    controls(server),
  );
}

function where({ state, slowedByMs, muteTo, address, connections }) {
  const word = { up: 'Up', slowed: `Slowed by ${slowedByMs} ms` }[state] ?? capital(state);
  const desks = connections === 1 ? '1 connection' : `${connections} connections`;
  const shown = connections > 0 ? `${address} · ${connections}` : address;
  return element(
    'span',
    { class: 'where' },
    element('span', { title: muteTo.join(', ') }, muteTo.length > 0 ? `${word}, mute to ${muteTo[0]}` : word),
    address ? element('span', { class: 'num', title: desks }, shown) : '',
  );
}

function controls(server) {
  const { name, state } = server;
  const at = `/servers/${name}`;
  const kill = () => act(`${at}/kill`, 'POST');
  const restart = async () => {
    await kill();
    await act(`${at}/start`, 'POST');
  };
  return element(
    'span',
    { class: 'controls' },
    tool(`Kill ${name}`, 'i-kill', { disabled: state === 'killed' }, kill),
    ...faults(server, at),
    tool(`Restart ${name}`, 'i-restart', { class: state === 'up' ? null : 'wanted' }, restart),
  );
}

/** Faults that end when they are pressed again. */
function faults({ name, state }, at) {
  const disabled = state === 'killed' || state === 'stopped';
  const fault = (word, symbol, faulty, make) => {
    const active = state === faulty;
    const options = { disabled, 'aria-pressed': String(active) };
    return tool(`${word} ${name}`, symbol, options, () => make(active));
  };
  return [
    fault('Freeze', 'i-freeze', 'frozen', (active) => act(`${at}/${active ? 'thaw' : 'freeze'}`, 'POST')),
    fault('Slow', 'i-slow', 'slowed', (active) =>
      act(`${at}/slow`, 'POST', { milliseconds: active ? 0 : slowMilliseconds }),
    ),
    fault('Cut', 'i-cut', 'cut', (active) => act(`${at}/${active ? 'mend' : 'cut'}`, 'POST')),
  ];
}
