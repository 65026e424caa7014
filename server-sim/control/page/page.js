// The control page: shows what GET /servers, /agents, /calls and /events say, and is woken by POST /wait.

const token = new URLSearchParams(location.hash.slice(1)).get('token');
const mostEvents = 40;
const slowMilliseconds = 500;
const byId = (id) => document.getElementById(id);
const kinds = {
  configuration: 'Configuration',
  licensing: 'Licensing',
  cti: 'CTI',
  sip: 'SIP',
  media: 'Media',
};
const stateWords = {
  LoggedOut: 'Logged out',
  NotReady: 'Not Ready',
  Ready: 'Ready',
  Reserved: 'Reserved',
  Talking: 'Talking',
  Hold: 'Hold',
  WrapUp: 'Wrap-up',
};
let lastEvent = 0;
let scenario = null;
let clock = null;

async function ask(path, method = 'GET', body = undefined) {
  const response = await fetch(path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.detail), { problem: answer });
  return answer;
}

/** What a person did: an error is said, not thrown away. */
function act(path, method, body) {
  say(null);
  return ask(path, method, body).catch((error) => say(error.message));
}

function say(sentence) {
  byId('banner').hidden = sentence === null;
  byId('banner').textContent = sentence ?? '';
}

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function drawing(symbol, className) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#${symbol}`);
  svg.append(use);
  return svg;
}

function time(instant) {
  return new Date(instant).toLocaleTimeString('en-GB');
}

function tool(label, symbol, options, work) {
  return element(
    'button',
    { type: 'button', 'aria-label': label, title: label, onclick: work, ...options },
    drawing(symbol, 'i'),
  );
}

function serverRow(server) {
  const { name, state, side, address, connections } = server;
  const at = `/servers/${name}`;
  const down = state === 'killed' || state === 'stopped';
  const toggle = (on, off, active) => () => act(`${at}/${active ? off : on}`, 'POST');
  const slow = () => act(`${at}/slow`, 'POST', { milliseconds: state === 'slowed' ? 0 : slowMilliseconds });
  const restart = async () => {
    await act(`${at}/kill`, 'POST');
    await act(`${at}/start`, 'POST');
  };
  const faults =
    side === null
      ? []
      : [
          tool(
            `Freeze ${name}`,
            'i-freeze',
            { disabled: down, 'aria-pressed': String(state === 'frozen') },
            toggle('freeze', 'thaw', state === 'frozen'),
          ),
          tool(
            `Slow ${name}`,
            'i-slow',
            { disabled: down, 'aria-pressed': String(state === 'slowed') },
            slow,
          ),
          tool(
            `Cut ${name}`,
            'i-cut',
            { disabled: down, 'aria-pressed': String(state === 'cut') },
            toggle('cut', 'mend', state === 'cut'),
          ),
        ];
  const word = { up: 'Up', slowed: `Slowed by ${server.slowedByMs} ms` }[state] ?? capital(state);
  const desks = connections === 1 ? '1 connection' : `${connections} connections`;
  return element(
    'div',
    { class: `server ${state}`, 'data-server': name, 'data-state': state },
    drawing(`l-${state}`, `lamp ${state}`),
    element('b', {}, side ?? ''),
    element(
      'span',
      { class: 'where' },
      element('span', {}, word),
      address
        ? element(
            'span',
            { class: 'num', title: desks },
            connections > 0 ? `${address} · ${connections}` : address,
          )
        : '',
    ),
    element(
      'span',
      { class: 'controls' },
      tool(`Kill ${name}`, 'i-kill', { disabled: state === 'killed' }, () => act(`${at}/kill`, 'POST')),
      ...faults,
      tool(`Restart ${name}`, 'i-restart', { class: state === 'up' ? null : 'wanted' }, restart),
    ),
  );
}

function showServers(servers) {
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
  byId('subtitle').textContent =
    `${servers.length} simulated servers, scenario ${scenario?.name ?? 'not known'}`;
}

function showAgents(agents) {
  byId('agents').replaceChildren(
    ...agents.map((agent) =>
      element(
        'tr',
        { 'data-agent': agent.agentId },
        element('td', {}, element('b', {}, agent.name), ` ${agent.agentId}`),
        element('td', { class: 'num' }, agent.device ?? '–'),
        element(
          'td',
          {},
          element('span', { class: `state ${agent.state}` }, stateWords[agent.state] ?? agent.state),
          agent.reasonCode === null ? '' : `, reason ${agent.reasonCode}`,
        ),
        element('td', { class: 'num' }, agent.state === 'LoggedOut' ? '–' : time(agent.since)),
        element('td', {}, agent.skillGroups.map(({ name }) => name).join(', ')),
      ),
    ),
  );
}

function callRow(call) {
  const at = `/calls/${encodeURIComponent(call.callId)}`;
  const press = (word, path, body) =>
    element(
      'button',
      {
        type: 'button',
        class: 'button small',
        'aria-label': `${word}, call ${call.callId}`,
        onclick: () => act(`${at}/${path}`, 'POST', body),
      },
      word,
    );
  const parties = call.parties
    .map(({ number, agentId, state }) => `${agentId ?? number} ${state}`)
    .join(' · ');
  return element(
    'li',
    { 'data-call': call.callId },
    element('b', {}, capital(call.phase)),
    element('span', {}, parties),
    element('span', { class: 'push' }),
    press('Tone 440', 'speak', { voice: { type: 'tone', hertz: 440 } }),
    press('Music', 'speak', { voice: { type: 'music' } }),
    press('Hang up', 'hang-up', {}),
  );
}

function showCalls(calls) {
  const live = calls.filter(({ phase }) => phase !== 'ended');
  const none = element('li', { class: 'empty' }, 'No call. Place one at the side, or dial from a desk.');
  byId('calls').replaceChildren(...(live.length > 0 ? live.map(callRow) : [none]));
}

function showEvents(events) {
  const rows = events.map((event) => {
    const about = [event.server, event.agentId, event.device, event.callId].filter(Boolean).join(', ');
    const detail = Object.values(event.detail)
      .filter((value) => value !== null && value !== '')
      .join(', ');
    return element(
      'li',
      {},
      element('span', { class: 'num' }, time(event.at)),
      element(
        'span',
        { class: 'what' },
        element('b', {}, event.type),
        ` ${about}${detail ? `: ${detail}` : ''}`,
      ),
    );
  });
  byId('events').prepend(...rows.reverse());
  while (byId('events').children.length > mostEvents) byId('events').lastElementChild.remove();
}

function showClock({ now, held }) {
  clock = { held, ahead: now - Date.now(), now };
  showTime();
  byId('clock-hold').setAttribute('aria-pressed', String(held));
  byId('clock-hold').textContent = held ? 'Release' : 'Hold';
}

function showTime() {
  if (clock === null) return;
  byId('clock').textContent = clock.held ? `${time(clock.now)}, held` : time(Date.now() + clock.ahead);
}

function options(select, entries) {
  select.replaceChildren(...entries.map(([value, label]) => element('option', { value }, label)));
}

async function showScenario() {
  scenario = await ask('/scenario');
  options(byId('caller'), [...scenario.callers.map(({ name }) => [name, name]), ['', 'Somebody else']]);
  options(byId('to'), [
    ['', 'As the scenario says'],
    ...scenario.skillGroups.map(({ name, number }) => [number, `${name}, ${number}`]),
    ...scenario.devices.map((device) => [device, `Device ${device}`]),
  ]);
  options(byId('scenario'), [
    ...(scenario.shipped.includes(scenario.name.toLowerCase()) ? [] : [['', scenario.name]]),
    ...scenario.shipped.map((name) => [name, capital(name)]),
  ]);
  byId('scenario').value = scenario.shipped.find((name) => name === scenario.name.toLowerCase()) ?? '';
}

async function refresh() {
  const [{ servers }, { agents }, { calls }, clockNow, news] = await Promise.all([
    ask('/servers'),
    ask('/agents'),
    ask('/calls'),
    ask('/clock'),
    ask(`/events?after=${lastEvent}`),
  ]);
  if (scenario === null || news.events.some(({ type }) => type === 'scenario')) await showScenario();
  lastEvent = news.last;
  const focused = document.activeElement?.getAttribute('aria-label');
  showServers(servers);
  showAgents(agents);
  showCalls(calls);
  showClock(clockNow);
  showEvents(news.events);
  // What is drawn anew keeps the focus of whoever works by keyboard.
  if (focused) document.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
}

function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Shows, waits until something happens, shows again. */
async function follow() {
  for (;;) {
    try {
      await refresh();
      await ask('/wait', 'POST', { for: 'event', after: lastEvent, timeoutMs: 30_000 });
    } catch (error) {
      if (error.problem?.type === 'urn:switchhook:problem:deadline') continue;
      say(error.problem ? error.message : `The tier does not answer since ${time(Date.now())}.`);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      lastEvent = 0;
      byId('events').replaceChildren();
    }
  }
}

byId('reset').addEventListener('click', () => act('/reset', 'POST'));
byId('clock-hold').addEventListener('click', ({ currentTarget }) => {
  const held = currentTarget.getAttribute('aria-pressed') === 'true';
  void act('/clock', 'POST', { action: held ? 'release' : 'hold' });
});
byId('clock-advance').addEventListener('click', () =>
  act('/clock', 'POST', { action: 'advance', milliseconds: 20_000 }),
);
byId('scenario').addEventListener('change', ({ target }) => {
  if (target.value !== '') void act('/scenario', 'POST', { name: target.value });
});
byId('caller').addEventListener('change', ({ target }) => {
  byId('somebody').hidden = target.value !== '';
});
byId('place').addEventListener('submit', (event) => {
  event.preventDefault();
  const caller = byId('caller').value;
  const to = byId('to').value;
  const from = { number: byId('from-number').value, name: byId('from-name').value };
  void act('/calls', 'POST', {
    ...(caller === '' ? { from, to: scenario?.skillGroups[0]?.number } : { caller }),
    ...(to === '' ? {} : { to }),
  });
});

setInterval(showTime, 1_000);
void follow();
