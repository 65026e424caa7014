/** What was told, in order; a test waits for it instead of for time. */
export interface Heard<Event> {
  readonly all: readonly Event[];
  readonly tell: (event: Event) => void;
  /** The first event, of those told and those to come, that fits; each is handed out once. */
  next<Wanted extends Event>(fits: (event: Event) => event is Wanted): Promise<Wanted>;
  nextWhere(fits: (event: Event) => boolean): Promise<Event>;
}

export function heard<Event>(): Heard<Event> {
  const all: Event[] = [];
  const left = new Set<number>();
  const waiting = new Set<() => void>();
  const nextWhere = (fits: (event: Event) => boolean): Promise<Event> =>
    new Promise((resolve) => {
      const look = (): void => {
        for (const index of left) {
          const event = all[index];
          if (event === undefined || !fits(event)) continue;
          left.delete(index);
          waiting.delete(look);
          resolve(event);
          return;
        }
      };
      waiting.add(look);
      look();
    });
  return {
    all,
    tell: (event) => {
      left.add(all.length);
      all.push(event);
      for (const look of [...waiting]) look();
    },
    next: <Wanted extends Event>(fits: (event: Event) => event is Wanted) =>
      nextWhere(fits) as Promise<Wanted>,
    nextWhere,
  };
}

/** Whether an event is of this type. */
export function ofType<Type extends string>(type: Type) {
  return <Event extends { readonly type: string }>(
    event: Event,
  ): event is Extract<Event, { readonly type: Type }> => event.type === type;
}
