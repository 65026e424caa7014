// The calls that are not over, and what their far ends can be made to do.

import { act } from './ask.js';
import { byId, capital, element } from './elements.js';

export function showCalls(calls) {
  const live = calls.filter(({ phase }) => phase !== 'ended');
  const none = element('li', { class: 'empty' }, 'No call. Place one at the side, or dial from a desk.');
  byId('calls').replaceChildren(...(live.length > 0 ? live.map(callRow) : [none]));
}

function callRow({ callId, phase, parties }) {
  const press = (word, path, body) =>
    element(
      'button',
      {
        type: 'button',
        class: 'button small',
        'aria-label': `${word}, call ${callId}`,
        onclick: () => act(`/calls/${encodeURIComponent(callId)}/${path}`, 'POST', body),
      },
      word,
    );
  const who = parties.map(({ number, agentId, state }) => `${agentId ?? number} ${state}`).join(' · ');
  return element(
    'li',
    { 'data-call': callId },
    element('b', {}, capital(phase)),
    element('span', {}, who),
    element('span', { class: 'push' }),
    press('Tone 440', 'speak', { voice: { type: 'tone', hertz: 440 } }),
    press('Music', 'speak', { voice: { type: 'music' } }),
    press('Hang up', 'hang-up', {}),
  );
}
