import type { LegacyOffer } from '../../../contract/settings/legacy-offer.ts';
import { Button } from '../../parts/button.tsx';
import { useDesk } from '../../state/desk-context.tsx';
import { Notice } from './notice.tsx';
import { useLegacyOffer } from './use-legacy-offer.ts';

export interface LegacyOfferNoticeProps {
  /** The question goes from the screen: the focus has to go somewhere. */
  readonly onAnswered: () => void;
}

/**
 * Offers the servers of an older desktop where the desk has none that answers: while one does, its cluster names the
 * right ones.
 */
export function LegacyOfferNotice({ onAnswered }: LegacyOfferNoticeProps) {
  const { offer, problem, answer } = useLegacyOffer(onAnswered);
  const noneAnswers = useDesk(({ configuration }) => configuration.error !== null);
  return (
    <>
      {problem && (
        <Notice icon="alert" title={problem.title} isAlert>
          {problem.message}
        </Notice>
      )}
      {offer && noneAnswers && (
        <Notice
          icon="swap"
          isQuestion
          title={`This computer has servers of ${offer.desktop}`}
          actions={
            <>
              <Button size="small" onClick={() => answer('use')}>
                Use these servers
              </Button>
              <Button size="small" tone="quiet" onClick={() => answer('leave')}>
                Leave them
              </Button>
            </>
          }
        >
          Switchhook can ask there for its configuration: <Addresses offer={offer} />. They are set in{' '}
          <span className="place">{offer.place}</span>. You are asked once.
        </Notice>
      )}
    </>
  );
}

function Addresses({ offer: { a, b } }: { readonly offer: LegacyOffer }) {
  const sides = [
    ['A', a],
    ['B', b],
  ] as const;
  return sides
    .filter(([, address]) => address !== null)
    .map(([side, address], index) => (
      <span key={side}>
        {index > 0 && ' and '}
        {side} <b className="numeric place">{address}</b>
      </span>
    ));
}
