import { Icon } from '../../parts/icon.tsx';

/** In the place of the line's quality: there is no line here to speak of, and what becomes of it. */
export function SoundElsewhere({ returns }: { readonly returns: boolean }) {
  return (
    <section className="quality-block" aria-label="Line quality">
      <div className="quality elsewhere">
        <Icon name="lost" />
        <div>
          <div className="strong text-sm">
            {returns ? 'Getting the sound of this call back' : 'The sound of this call is not at this phone'}
          </div>
          <div className="text-xs ink-2">
            {returns
              ? 'You cannot be heard yet. The call is still up, and comes back to this phone by itself.'
              : 'You cannot be heard from here. Transfer the call, or release it and call back.'}
          </div>
        </div>
      </div>
    </section>
  );
}
