export type Slot = 'here' | 'used' | 'ring' | 'held' | 'over' | 'free' | 'unknown';

/** Session slots: filled, hatched where reserved, red where too many, hollow where free, dashed where not known. */
export function Slots({ slots }: { readonly slots: readonly Slot[] }) {
  return (
    <div className="slots" aria-hidden="true">
      {Array.from(slots.entries(), ([place, slot]) => (
        <i key={place} className={slot === 'free' ? '' : slot} />
      ))}
    </div>
  );
}
