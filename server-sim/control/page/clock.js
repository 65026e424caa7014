// The contact centre's clock: it runs here too between two looks, and is held and advanced.

import { act } from './ask.js';
import { byId, time } from './elements.js';

let clock = null;

export function showClock({ now, held }) {
  clock = { held, ahead: now - Date.now(), now };
  showTime();
  byId('clock-hold').setAttribute('aria-pressed', String(held));
  byId('clock-hold').textContent = held ? 'Release' : 'Hold';
}

export function startClock() {
  byId('clock-hold').addEventListener('click', ({ currentTarget }) => {
    const held = currentTarget.getAttribute('aria-pressed') === 'true';
    void act('/clock', 'POST', { action: held ? 'release' : 'hold' });
  });
  byId('clock-advance').addEventListener('click', () =>
    act('/clock', 'POST', { action: 'advance', milliseconds: 20_000 }),
  );
  setInterval(showTime, 1_000);
}

function showTime() {
  if (clock === null) return;
  byId('clock').textContent = clock.held ? `${time(clock.now)}, held` : time(Date.now() + clock.ahead);
}
