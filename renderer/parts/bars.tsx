export interface BarsProps {
  /** How many of the five are filled. */
  readonly filled: number;
  readonly tone: 'neutral' | 'fair' | 'poor';
}

/** Line quality as five bars; the words beside them say it first. */
export function Bars({ filled, tone }: BarsProps) {
  return (
    <span className={tone === 'neutral' ? 'bars' : `bars ${tone}`} aria-hidden="true">
      {[1, 2, 3, 4, 5].map((bar) => (
        <i key={bar} className={bar <= filled ? 'on' : ''} />
      ))}
    </span>
  );
}
