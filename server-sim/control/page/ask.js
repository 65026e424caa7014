// Asking the control API, and saying what it refuses.

import { byId } from './elements.js';

// A fragment is sent to no server: the token stays in the browser until it is asked for.
const token = new URLSearchParams(location.hash.slice(1)).get('token');

/** An answer that is no success is thrown: its message is the problem's sentence. */
export async function ask(path, method = 'GET', body = undefined) {
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
export function act(path, method, body) {
  say(null);
  return ask(path, method, body).catch((error) => say(error.message));
}

/** Says a sentence in the banner; null takes it away. */
export function say(sentence) {
  byId('banner').hidden = sentence === null;
  byId('banner').textContent = sentence ?? '';
}
