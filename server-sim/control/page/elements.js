// Making what is shown: elements, drawings from the page's sprite, words.

export const byId = (id) => document.getElementById(id);

/** An element; `on…` properties are listeners, true is an attribute without a value, false and null are left out. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function drawing(symbol, className) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#${symbol}`);
  svg.append(use);
  return svg;
}

/** A button that is a drawing; its label is told by name and tip. */
export function tool(label, symbol, options, work) {
  return element(
    'button',
    { type: 'button', 'aria-label': label, title: label, onclick: work, ...options },
    drawing(symbol, 'i'),
  );
}

/** The choices of a select, as value and label. */
export function setOptions(select, entries) {
  select.replaceChildren(...entries.map(([value, label]) => element('option', { value }, label)));
}

export function time(instant) {
  return new Date(instant).toLocaleTimeString('en-GB');
}

export function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
