import { Icon } from '../../parts/icon.tsx';

/** In the place of the line's quality: there is no line here to speak of, and what can be done about it. */
export function SoundElsewhere() {
  return (
    <section className="quality-block" aria-label="Line quality">
      <div className="quality elsewhere">
        <Icon name="lost" />
        <div>
          <div className="strong text-sm">The sound of this call is not at this phone</div>
          <div className="text-xs ink-2">
            You cannot be heard from here. Transfer the call, or release it and call back.
          </div>
        </div>
      </div>
    </section>
  );
}
