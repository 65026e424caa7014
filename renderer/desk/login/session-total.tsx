import {
  bufferSessions,
  type ChannelSessions,
  mostSessions,
  totalSessions,
} from '../../../contract/sessions/channel-sessions.ts';
import { type Slot, Slots } from '../../parts/slots.tsx';

/** How many of the six sessions a login takes: those of the string, and those that its channels keep in reserve. */
export function SessionTotal({ channels }: { readonly channels: ChannelSessions }) {
  const reserved = bufferSessions(channels);
  const total = totalSessions(channels);
  const over = Math.max(0, total - mostSessions);
  const free = Math.max(0, mostSessions - total);
  const slots: readonly Slot[] = [
    ...Array<Slot>(Math.max(0, total - reserved - over)).fill('here'),
    ...Array<Slot>(reserved).fill('held'),
    ...Array<Slot>(over).fill('over'),
    ...Array<Slot>(free).fill('free'),
  ];
  return (
    <div className="session-total">
      <b className="numeric">
        Total {total} of {mostSessions} sessions
      </b>
      <span className="text-xs ink-2 numeric">
        {over > 0
          ? `${over} over`
          : `${total - reserved} in the string${reserved > 0 ? `, ${reserved} reserved by the profile` : ''}`}
      </span>
      <Slots slots={slots} />
    </div>
  );
}
