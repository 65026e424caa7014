import type { CSSProperties } from 'react';
import { Meter } from 'react-aria-components';

export interface LevelMeterProps {
  readonly label: string;
  /** What is filled, 0 to 1. */
  readonly share: number;
}

/** How loud it is, as a bar. */
export function LevelMeter({ label, share }: LevelMeterProps) {
  const style: CSSProperties & Record<`--${string}`, number> = { '--share': share };
  return (
    <Meter className="level-meter" aria-label={label} minValue={0} maxValue={1} value={share}>
      <i style={style} />
    </Meter>
  );
}
