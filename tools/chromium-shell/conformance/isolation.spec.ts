import { expect, test } from './fixtures.ts';

test('functions and promises cross the bridge both ways', async ({ page }) => {
  const seen = await page.evaluate(async () => [
    window.api.sum(2, 3),
    window.api.twice((value) => value * 3, 2),
    await window.api.later({ deep: [1] }),
    window.api.args,
  ]);
  expect(seen).toEqual([5, 18, { deep: [1] }, ['--conformance=1']]);
});

test('the page sees nothing of the preload but what it exposes, and cannot change that', async ({ page }) => {
  const seen = await page.evaluate(() => {
    const api = window.api as { sum: (a: number, b: number) => number };
    Reflect.set(api, 'sum', () => 0);
    Reflect.set(window, 'api', {});
    const made: unknown = api.sum.constructor('return typeof require + typeof process')();
    const frame = document.body.appendChild(document.createElement('iframe'));
    return {
      names: Object.getOwnPropertyNames(window).filter((name) =>
        /chromium.?shell|electron|ipc|handshake|^require$/i.test(name),
      ),
      sum: api.sum(1, 2),
      isFrozen: Object.isFrozen(api),
      isOwnFunction: api.sum.constructor === Function,
      made,
      inFrame: frame.contentWindow !== null && 'api' in frame.contentWindow,
    };
  });
  expect(seen).toEqual({
    names: [],
    sum: 3,
    isFrozen: true,
    isOwnFunction: true,
    made: 'undefinedundefined',
    inFrame: false,
  });
});

test('a page that replaces every intrinsic learns and changes nothing', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    let stolen = '';
    const steal = (name: string) => {
      stolen += ` ${name}`;
    };
    const { assign, create, defineProperty, getOwnPropertyDescriptor } = Object;
    // The test itself would fall for what it does to Object.prototype.
    const bare = (descriptor: PropertyDescriptor): PropertyDescriptor => assign(create(null), descriptor);
    const targets: ReadonlyArray<readonly [object, string]> = [
      [Array.prototype, 'map'],
      [Array.prototype, 'push'],
      [Promise.prototype, 'then'],
      [EventTarget.prototype, 'dispatchEvent'],
      [EventTarget.prototype, 'addEventListener'],
      [Map.prototype, 'get'],
      [WeakMap.prototype, 'get'],
      [Function.prototype, 'call'],
      [Function.prototype, 'apply'],
      [JSON, 'stringify'],
      [window, 'CustomEvent'],
    ];
    const names = ['kind', 'value', 'id', 'items', 'names', 'wire', 'detail', 'get', 'set', '0'];
    const all = [...targets, ...names.map((name) => [Object.prototype, name] as const)];
    const saved = all.map(([owner, name]) => [owner, name, getOwnPropertyDescriptor(owner, name)] as const);
    const promiseThen = Promise.prototype.then;
    for (const [owner, name] of targets) {
      const value = function (this: unknown, ...values: [never, never]) {
        steal(name);
        return name === 'then' ? Reflect.apply(promiseThen, this, values) : undefined;
      };
      defineProperty(owner, name, bare({ value, configurable: true, writable: true }));
    }
    for (const name of names) {
      const get = () => steal(`get ${name}`);
      const set = () => steal(`set ${name}`);
      defineProperty(Object.prototype, name, bare({ get, set, configurable: true }));
    }
    const { sum, probe, twice, echo } = window.api;
    const answers: unknown[] = [sum(20, 22), probe(), twice((value) => value + 1, 1)];
    const before = stolen;
    const echoed = echo({ kind: 1, deep: [1, { value: 2 }] });
    // Backwards: Object.prototype first, since the descriptors below inherit from it.
    for (let at = saved.length - 1; at >= 0; at -= 1) {
      const [owner, name, descriptor] = saved[at] ?? [];
      if (owner === undefined || name === undefined) continue;
      if (descriptor === undefined) Reflect.deleteProperty(owner, name);
      else defineProperty(owner, name, descriptor);
    }
    return { answers, stolen: before, echoed: await echoed };
  });
  expect(seen).toEqual({
    answers: [42, ['p1', 'p2', 'p3'], 3],
    stolen: '',
    echoed: { kind: 1, deep: [1, { value: 2 }] },
  });
});
