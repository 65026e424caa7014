import type { CSSProperties } from 'react';

export interface ThreadProps {
  /** Share of the time that is left, 0 to 1. */
  readonly left: number;
  /** What will be left a second later: where motion is wanted, the thread glides there. */
  readonly leftNext: number;
  readonly thick?: boolean;
  readonly tone?: 'amber' | 'quiet';
}

/** Time running out: a thread shortening towards its start. The seconds are said in words beside it. */
export function Thread({ left, leftNext, thick = false, tone = 'amber' }: ThreadProps) {
  const classes = ['thread', thick ? 'thick' : '', tone === 'quiet' ? 'quiet' : ''].filter(Boolean).join(' ');
  const style: CSSProperties & Record<`--${string}`, number> = {
    '--left': clamp(left),
    '--left-next': clamp(leftNext),
  };
  return (
    <span className={classes} style={style} aria-hidden="true">
      <i />
    </span>
  );
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
