import { expect, it } from 'vitest';
import { createQuietLog } from '../testing/quiet-log.ts';
import { createMediaLine } from './media-line.ts';
import { createFakeMedia } from './testing/fake-media.ts';

it('does one thing after the other, however long each takes', async () => {
  const media = createFakeMedia();
  const slow = Promise.withResolvers<void>();
  const line = createMediaLine(
    { ...media, addFarEnd: (legId) => slow.promise.then(() => media.addFarEnd(legId, { type: 'silence' })) },
    createQuietLog(),
  );
  line.order({ type: 'addFarEnd', legId: 'leg', voice: { type: 'silence' } });
  line.order({ type: 'mix', callId: 'call', parties: [{ legId: 'leg', state: 'active' }] });
  const last = line.after((to) => to.heard('leg'));
  await media.settled();
  expect(media.asked).toEqual([]);
  slow.resolve();
  await last;
  expect(media.asked).toEqual(['addFarEnd leg silence', 'mix call leg:active', 'heard leg']);
});
