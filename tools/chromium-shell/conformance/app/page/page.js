const shown = (name) => document.querySelector(`[data-testid=${name}]`);

window.api?.onGreeting(({ text, at, bytes, map }) => {
  const types = [at instanceof Date, bytes instanceof Uint8Array && bytes.join(','), map.get('k')];
  shown('greeting').textContent = [text, ...types].join(' ');
});
window.api?.onPower((state) => {
  shown('power').textContent = state;
});
document.querySelector('#hello').addEventListener('click', () => window.api.hello('world'));
document.querySelector('#close').addEventListener('click', () => window.close());
