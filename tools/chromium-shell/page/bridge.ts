// contextBridge's wire between the preload's isolated world and the page's own. Both run this file.
//
// The two worlds share one DOM node that is in no document. A CustomEvent fired on it in one world is heard in
// the other at once, and its `detail` is cloned by the engine on the way, so no object ever crosses. The page
// may replace any global or prototype later; so every intrinsic is taken before its first script runs
// (takeIntrinsics), records have no prototype, and arrays are built by definition, not by assignment.

type AnyFunction = (...values: unknown[]) => unknown;

/** A list that no prototype can interfere with. */
type BareList<Item> = { length: number; [index: number]: Item };

/** A value on its way to the other world. */
export type Wire =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'promise'; readonly id: number }
  | { readonly kind: 'seen'; readonly at: number }
  | { readonly kind: 'array'; readonly items: BareList<Wire> }
  | { readonly kind: 'record'; readonly names: BareList<string>; readonly items: BareList<Wire> };

type Outcome = { readonly ok: boolean; readonly wire: Wire };
type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void };
type SeenObjects = { readonly positions: WeakMap<object, number>; count: number };

/** What either world says to the other. */
type BridgeEvents = {
  call: { readonly id: number; readonly values: BareList<Wire> };
  returned: Outcome;
  settled: { readonly id: number; readonly outcome: Outcome };
  /** The preload's world hands over what mainWorld needs of the main process. */
  host: Wire;
  expose: { readonly name: string; readonly wire: Wire };
  exposed: { readonly problem: string | null };
};

/** What the bridge needs of its world, as it was before the page could change it. */
export function takeIntrinsics() {
  const detail = Reflect.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get;
  if (detail === undefined) throw new Error('CustomEvent.prototype has no detail.');
  return {
    apply: Reflect.apply,
    ownKeys: Reflect.ownKeys,
    describe: Reflect.getOwnPropertyDescriptor,
    define: Reflect.defineProperty,
    addListener: EventTarget.prototype.addEventListener,
    dispatch: EventTarget.prototype.dispatchEvent,
    promiseThen: Promise.prototype.then,
    toText: Object.prototype.toString,
    isArray: Array.isArray,
    weakGet: WeakMap.prototype.get,
    weakSet: WeakMap.prototype.set,
    CustomEvent,
    Error,
    Promise,
    WeakMap,
    detail,
  };
}

export function bareList<Item>(): BareList<Item> {
  return { __proto__: null, length: 0 } as unknown as BareList<Item>;
}

export function append<Item>(list: BareList<Item>, item: Item): void {
  list[list.length] = item;
  list.length += 1;
}

/** One world's end of the bridge. */
export class Bridge {
  readonly #channel: EventTarget;
  readonly #mine: string;
  readonly #theirs: string;
  readonly #own: ReturnType<typeof takeIntrinsics>;
  readonly #functions = { __proto__: null } as unknown as Record<number, AnyFunction>;
  readonly #functionIds: WeakMap<object, number>;
  readonly #waiting = { __proto__: null } as unknown as Record<number, Waiting>;
  #nextId = 1;
  #returned: Outcome | null = null;

  constructor(
    channel: EventTarget,
    mine: 'page' | 'preload',
    theirs: 'page' | 'preload',
    own: ReturnType<typeof takeIntrinsics>,
  ) {
    this.#channel = channel;
    this.#mine = mine;
    this.#theirs = theirs;
    this.#own = own;
    this.#functionIds = new own.WeakMap();
    this.on('call', (call) => this.#answer(call));
    this.on('returned', (outcome) => {
      this.#returned = outcome;
    });
    this.on('settled', ({ id, outcome }) => this.#settle(id, outcome));
  }

  /** Hears what the other world says. */
  on<Name extends keyof BridgeEvents>(name: Name, listener: (payload: BridgeEvents[Name]) => void): void {
    const { apply, addListener, detail } = this.#own;
    const heard = (event: Event) => listener(apply(detail, event, []) as BridgeEvents[Name]);
    apply(addListener, this.#channel, [`${this.#mine} ${name}`, heard]);
  }

  /** Says something to the other world, which has heard it when this returns. */
  say<Name extends keyof BridgeEvents>(name: Name, payload: BridgeEvents[Name]): void {
    const own = this.#own;
    const init = { __proto__: null, detail: payload } as CustomEventInit;
    own.apply(own.dispatch, this.#channel, [new own.CustomEvent(`${this.#theirs} ${name}`, init)]);
  }

  /** A value in the form that crosses: functions and promises by number, the rest by copy. */
  toWire(value: unknown, depth = 0, seen?: SeenObjects): Wire {
    const own = this.#own;
    if (depth > 1000) {
      throw new own.Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    }
    if (typeof value === 'symbol') throw new own.Error('An object could not be cloned.');
    if (typeof value === 'function') return bare({ kind: 'function', id: this.#idOf(value as AnyFunction) });
    if (typeof value !== 'object' || value === null) return bare({ kind: 'value', value });
    const type = own.apply(own.toText, value, []) as string;
    if (type === '[object Promise]')
      return bare({ kind: 'promise', id: this.#watch(value as Promise<unknown>) });
    if (type === '[object Error]') return bare({ kind: 'error', message: `${(value as Error).message}` });
    const isArray = own.isArray(value);
    if (!isArray && type !== '[object Object]') return bare({ kind: 'value', value });
    return this.#objectToWire(value, isArray, depth, seen ?? { positions: new own.WeakMap(), count: 0 });
  }

  /** The value that the other world's wire form stands for. */
  fromWire(wire: Wire | null | undefined, seen: BareList<object> = bareList()): unknown {
    const own = this.#own;
    if (wire === null || wire === undefined) throw new own.Error('An object could not be cloned.');
    switch (wire.kind) {
      case 'value':
        return wire.value;
      case 'error':
        return new own.Error(wire.message);
      case 'seen':
        return seen[wire.at];
      case 'function':
        return (...values: unknown[]) => this.#call(wire.id, values);
      case 'promise':
        return new own.Promise((resolve, reject) => {
          this.#waiting[wire.id] = bare({ resolve, reject });
        });
      case 'array': {
        const list: unknown[] = [];
        append(seen, list);
        for (let i = 0; i < wire.items.length; i += 1) this.#put(list, i, this.fromWire(wire.items[i], seen));
        return list;
      }
      case 'record':
        return this.#recordFromWire(wire, seen);
    }
  }

  #objectToWire(value: object, isArray: boolean, depth: number, seen: SeenObjects): Wire {
    const own = this.#own;
    const at = own.apply(own.weakGet, seen.positions, [value]) as number | undefined;
    if (at !== undefined) return bare({ kind: 'seen', at });
    own.apply(own.weakSet, seen.positions, [value, seen.count]);
    seen.count += 1;
    const items = bareList<Wire>();
    const source = value as Record<PropertyKey, unknown>;
    if (isArray) {
      const { length } = value as unknown[];
      for (let i = 0; i < length; i += 1) append(items, this.toWire(source[i], depth + 1, seen));
      return bare({ kind: 'array', items });
    }
    const names = bareList<string>();
    const keys = own.ownKeys(value);
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i];
      if (typeof key !== 'string' || own.describe(value, key)?.enumerable !== true) continue;
      append(names, key);
      append(items, this.toWire(source[key], depth + 1, seen));
    }
    return bare({ kind: 'record', names, items });
  }

  #recordFromWire(wire: Extract<Wire, { kind: 'record' }>, seen: BareList<object>): object {
    const record = {};
    append(seen, record);
    for (let i = 0; i < wire.names.length; i += 1) {
      this.#put(record, wire.names[i] ?? '', this.fromWire(wire.items[i], seen));
    }
    return record;
  }

  #put(target: object, name: PropertyKey, value: unknown): void {
    this.#own.define(target, name, bare({ value, writable: true, enumerable: true, configurable: true }));
  }

  #idOf(fn: AnyFunction): number {
    const own = this.#own;
    const known = own.apply(own.weakGet, this.#functionIds, [fn]) as number | undefined;
    if (known !== undefined) return known;
    const id = this.#nextId;
    this.#nextId += 1;
    own.apply(own.weakSet, this.#functionIds, [fn, id]);
    this.#functions[id] = fn;
    return id;
  }

  #watch(promise: Promise<unknown>): number {
    const own = this.#own;
    const id = this.#nextId;
    this.#nextId += 1;
    const settled = (ok: boolean) => (value: unknown) =>
      this.say('settled', bare({ id, outcome: this.#outcome(ok, value) }));
    own.apply(own.promiseThen, promise, [settled(true), settled(false)]);
    return id;
  }

  #outcome(ok: boolean, value: unknown): Outcome {
    try {
      return bare({ ok, wire: this.toWire(value) });
    } catch (error) {
      return bare({ ok: false, wire: this.toWire(error) });
    }
  }

  #call(id: number, values: unknown[]): unknown {
    const wires = bareList<Wire>();
    for (let i = 0; i < values.length; i += 1) append(wires, this.toWire(values[i]));
    this.#returned = null;
    this.say('call', bare({ id, values: wires }));
    // Narrowing above does not see that `say` has let the other world answer.
    const outcome = this.#returned as Outcome | null;
    this.#returned = null;
    const value = this.fromWire(outcome?.wire);
    if (outcome?.ok !== true) throw value;
    return value;
  }

  #answer(call: BridgeEvents['call']): void {
    this.say('returned', this.#run(call));
  }

  #run({ id, values }: BridgeEvents['call']): Outcome {
    const own = this.#own;
    try {
      const fn = this.#functions[id];
      if (fn === undefined) throw new own.Error('An object could not be cloned.');
      const list: unknown[] = [];
      for (let i = 0; i < values.length; i += 1) this.#put(list, i, this.fromWire(values[i]));
      return this.#outcome(true, own.apply(fn, undefined, list));
    } catch (error) {
      return this.#outcome(false, error instanceof own.Error ? error : new own.Error(`${error}`));
    }
  }

  #settle(id: number, { ok, wire }: Outcome): void {
    const waiting = this.#waiting[id];
    if (waiting === undefined) return;
    delete this.#waiting[id];
    const value = this.fromWire(wire);
    if (ok) waiting.resolve(value);
    else waiting.reject(value);
  }
}

/** The same record without a prototype: what the page adds to Object.prototype is not seen in it. */
export function bare<Value extends object>(value: Value): Value {
  return { __proto__: null, ...value };
}

/** What a world needs to build its end of the bridge. */
export const bridgeParts = [takeIntrinsics, bareList, append, bare, Bridge];
