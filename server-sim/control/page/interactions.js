// Chats and action items that are not over: where each is, and what a chat's partner says and does.

import { act } from './ask.js';
import { byId, capital, element } from './elements.js';

/** Rows by interaction: each stays as it is while it is shown, so that what is being typed is not lost. */
const rows = new Map();

/** `agents` are those of GET /agents, for their names. */
export function showInteractions(interactions, agents) {
  const names = new Map(agents.map(({ agentId, name }) => [agentId, name]));
  const live = interactions.filter(({ phase }) => phase !== 'ended');
  const ids = new Set(live.map(({ interactionId }) => interactionId));
  for (const [id, row] of rows) {
    if (ids.has(id)) continue;
    row.item.remove();
    rows.delete(id);
  }
  for (const interaction of live) {
    const { interactionId } = interaction;
    if (!rows.has(interactionId)) rows.set(interactionId, makeRow(interaction));
    rows.get(interactionId).update(interaction, names);
  }
  byId('interactions-none').hidden = live.length > 0;
}

/** How many of them an agent has: "2 chats, 1 action item". */
export function shareOf(agentId, interactions) {
  const his = interactions.filter((each) => each.agentId === agentId && each.phase !== 'ended');
  const chats = his.filter(({ channel }) => channel === 'chat').length;
  return [counted(chats, 'chat'), counted(his.length - chats, 'action item')].filter(Boolean).join(', ');
}

function counted(count, word) {
  if (count === 0) return '';
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

function makeRow({ interactionId, channel, subject, customerName }) {
  const phase = element('b');
  const where = element('span');
  const last = element('span', { class: 'last' });
  const kind = channel === 'chat' ? 'Chat' : 'Action item';
  const who = channel === 'chat' && customerName !== '' ? `${customerName}, ${subject}` : subject;
  const item = element(
    'li',
    { 'data-interaction': interactionId },
    phase,
    element('span', { title: interactionId }, `${kind} · ${who}`),
    where,
    last,
    ...(channel === 'chat' ? [partnerForm(interactionId, customerName || 'the chat partner')] : []),
  );
  byId('interactions').append(item);
  return {
    item,
    update(interaction, names) {
      phase.textContent = capital(interaction.phase);
      where.textContent = placeOf(interaction, names);
      last.textContent = lastWords(interaction);
    },
  };
}

function placeOf({ phase, agentId, tries, to }, names) {
  const again = tries > 1 ? `, offered ${tries} times` : '';
  if (agentId !== null) return `at ${names.get(agentId) ?? agentId}${again}`;
  const wanted = to.skillGroup ?? names.get(to.agentId) ?? to.agentId;
  return phase === 'queued' ? `for ${wanted}${again}` : '';
}

function lastWords({ transcript }) {
  const message = transcript.at(-1);
  return message ? `${capital(message.from)}: ${message.text}` : '';
}

/** What the partner does, beside his script. */
function partnerForm(interactionId, name) {
  const at = `/chats/${encodeURIComponent(interactionId)}`;
  const line = element('input', {
    class: 'field',
    'aria-label': `Write as ${name}, ${interactionId}`,
    placeholder: `Write as ${name}`,
    autocomplete: 'off',
    maxlength: '10000',
  });
  const button = (word, properties) =>
    element(
      'button',
      { type: 'button', class: 'button small', 'aria-label': `${word}, ${interactionId}`, ...properties },
      word,
    );
  const typing = button('Typing', {
    'aria-pressed': 'false',
    onclick: () => setTyping(typing.getAttribute('aria-pressed') === 'false'),
  });
  const setTyping = (isTyping) => {
    typing.setAttribute('aria-pressed', String(isTyping));
    return act(`${at}/typing`, 'POST', { isTyping });
  };
  return element(
    'form',
    {
      class: 'line',
      onsubmit: (event) => {
        event.preventDefault();
        const text = line.value.trim();
        if (text === '') return;
        line.value = '';
        typing.setAttribute('aria-pressed', 'false');
        void act(`${at}/messages`, 'POST', { text });
      },
    },
    line,
    button('Send', { type: 'submit' }),
    typing,
    button('Leave', { onclick: () => act(`${at}/leave`, 'POST') }),
  );
}
