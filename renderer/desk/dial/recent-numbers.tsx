import { useDesk } from '../../state/desk-context.tsx';
import { recentWho } from './recent-words.ts';

const most = 4;

/** The last numbers, to fill the field with. */
export function RecentNumbers({ onChoose }: { readonly onChoose: (number: string) => void }) {
  const recent = useDesk((desk) => desk.recentCalls);
  const different = recent.filter(
    (call, index) => call.number && recent.findIndex(({ number }) => number === call.number) === index,
  );
  if (different.length === 0) return null;
  return (
    <div>
      <span className="label">Recent</span>
      <ul className="recent-numbers">
        {different.slice(0, most).map((call) => (
          <li key={call.callId}>
            <button type="button" onClick={() => onChoose(call.number)}>
              <span className="cut">
                <bdi>{recentWho(call)}</bdi>
              </span>
              <span className="numeric ink-2">
                <bdi>{call.name ? call.number : ''}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
