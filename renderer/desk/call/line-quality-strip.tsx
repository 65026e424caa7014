import type { LineQuality } from '../../../contract/softphone/phone-call.ts';
import { Bars } from '../../parts/bars.tsx';
import { useServerTime } from '../../state/desk-context.tsx';
import { secondsSince } from '../../state/times.ts';
import { jitterWord, lossWord, measuring, measuringSeconds, qualityWords } from './quality-words.ts';

interface LineQualityStripProps {
  readonly quality: LineQuality | null;
  /** When the call was answered, server's time; null: not yet. */
  readonly since: number | null;
}

/** How the line sounds: words first, numbers second. */
export function LineQualityStrip({ quality, since }: LineQualityStripProps) {
  const early = useServerTime((now) => since === null || secondsSince(since, now) < measuringSeconds);
  const words = quality === null && early ? measuring : qualityWords(quality);
  return (
    <section className="quality-block" aria-label="Line quality">
      <div className="quality">
        <Bars filled={words.bars} tone={words.tone} />
        <div>
          <div className="strong text-sm">{words.title}</div>
          <div className="text-xs ink-2">{words.advice}</div>
        </div>
        {quality && <Numbers quality={quality} />}
      </div>
    </section>
  );
}

function Numbers({ quality }: { readonly quality: LineQuality }) {
  return (
    <>
      <Metric name="MOS" value={`${quality.mos.toFixed(1)} of 5`} />
      <Metric name={jitterWord(quality.jitterMs)} value={`${Math.round(quality.jitterMs)} ms`} />
      <Metric name={lossWord(quality.loss)} value={`${(quality.loss * 100).toFixed(1)} %`} />
      <Spark history={quality.history} />
    </>
  );
}

function Metric({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <dl className="metric">
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </dl>
  );
}

const width = 136;
const height = 28;
const mostValues = 30;

/** The last MOS values as a curve over a dashed line at 3.6, under which words break up. */
function Spark({ history }: { readonly history: readonly number[] }) {
  if (history.length < 2) return <figure />;
  const across = width / (Math.max(history.length, 2) - 1);
  const points = history.map((mos, index) => `${(index * across).toFixed(1)},${heightOf(mos).toFixed(1)}`);
  const least = Math.min(...history).toFixed(1);
  const most = Math.max(...history).toFixed(1);
  const seconds = Math.min(history.length, mostValues);
  return (
    <figure aria-label={`MOS over the last ${seconds} seconds: between ${least} and ${most}`}>
      <svg className="spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <line className="baseline" x1="0" x2={width} y1={heightOf(3.6)} y2={heightOf(3.6)} />
        <polyline className="curve" points={points.join(' ')} />
      </svg>
    </figure>
  );
}

/** MOS 4.5 is at the top, 3.3 at the foot; worse stays at the foot. */
function heightOf(mos: number): number {
  return Math.min(height - 1, Math.max(1, ((4.5 - mos) / 1.2) * height));
}
