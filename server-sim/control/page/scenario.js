// The scenario that is loaded: choosing another, and placing the calls of its callers.

import { act, ask } from './ask.js';
import { byId, capital, setOptions } from './elements.js';
import { showPlannedInteractions } from './placing.js';

let scenario = null;

export function scenarioName() {
  return scenario?.name ?? 'not known';
}

/** Whether it is to be asked for: it was not yet, or these events tell of another. */
export function isScenarioNew(events) {
  return scenario === null || events.some(({ type }) => type === 'scenario');
}

export async function showScenario() {
  scenario = await ask('/scenario');
  const { name, shipped, callers, skillGroups, devices } = scenario;
  setOptions(byId('caller'), [...callers.map((caller) => [caller.name, caller.name]), ['', 'Somebody else']]);
  setOptions(byId('to'), [
    ['', 'As the scenario says'],
    ...skillGroups.map((group) => [group.number, `${group.name}, ${group.number}`]),
    ...devices.map((device) => [device, `Device ${device}`]),
  ]);
  showPlannedInteractions(scenario);
  setOptions(byId('scenario'), [
    ...(shipped.includes(name.toLowerCase()) ? [] : [['', name]]),
    ...shipped.map((each) => [each, capital(each)]),
  ]);
  byId('scenario').value = shipped.find((each) => each === name.toLowerCase()) ?? '';
}

export function startScenario() {
  byId('reset').addEventListener('click', () => act('/reset', 'POST'));
  byId('scenario').addEventListener('change', ({ target }) => {
    if (target.value !== '') void act('/scenario', 'POST', { name: target.value });
  });
  byId('caller').addEventListener('change', ({ target }) => {
    byId('somebody').hidden = target.value !== '';
  });
  byId('place').addEventListener('submit', (event) => {
    event.preventDefault();
    void act('/calls', 'POST', callInForm());
  });
}

function callInForm() {
  const caller = byId('caller').value;
  const to = byId('to').value;
  const from = { number: byId('from-number').value, name: byId('from-name').value };
  return {
    ...(caller === '' ? { from, to: scenario?.skillGroups[0]?.number } : { caller }),
    ...(to === '' ? {} : { to }),
  };
}
