// The control page: shows what the control API says of the tier, and is woken by POST /wait.

import { showAgents } from './agents.js';
import { ask, say } from './ask.js';
import { showCalls } from './calls.js';
import { showClock, startClock } from './clock.js';
import { time } from './elements.js';
import { forgetEvents, showEvents } from './events.js';
import { showInteractions } from './interactions.js';
import { showLicences } from './licences.js';
import { startPlacing } from './placing.js';
import { isScenarioNew, scenarioName, showScenario, startScenario } from './scenario.js';
import { showServers } from './servers.js';

/** How long until a tier that does not answer is asked again, milliseconds. */
const patience = 2_000;
let lastEvent = 0;

async function refresh() {
  const [{ servers }, { agents }, licences, { calls }, { interactions }, clock, news] = await Promise.all([
    ask('/servers'),
    ask('/agents'),
    ask('/licences'),
    ask('/calls'),
    ask('/interactions'),
    ask('/clock'),
    ask(`/events?after=${lastEvent}`),
  ]);
  if (isScenarioNew(news.events)) await showScenario();
  lastEvent = news.last;
  const before = document.activeElement;
  const focused = before?.getAttribute('aria-label');
  showServers(servers, scenarioName());
  showAgents(agents, interactions);
  showLicences(licences, agents);
  showCalls(calls);
  showInteractions(interactions, agents);
  showClock(clock);
  showEvents(news.events);
  // What is drawn anew keeps the focus of whoever works by keyboard.
  if (focused && !before.isConnected)
    document.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
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
      await new Promise((resolve) => setTimeout(resolve, patience));
      lastEvent = 0;
      forgetEvents();
    }
  }
}

startClock();
startScenario();
startPlacing();
void follow();
