import { describe, expect, it } from 'vitest';
import { createPacketLoss } from './loss.ts';

function lost(seed: number, legId: string, share: number, packets = 5000): readonly boolean[] {
  const loss = createPacketLoss(seed, legId);
  loss.lose(share);
  return Array.from({ length: packets }, () => loss.drops());
}

describe('packet loss', () => {
  it('is nothing, everything or about the share', () => {
    expect(lost(1, 'leg', 0)).not.toContain(true);
    expect(lost(1, 'leg', 1)).not.toContain(false);
    const share = lost(1, 'leg', 0.1).filter(Boolean).length / 5000;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
  });

  it('is the same for the same seed and leg, whenever it begins', () => {
    expect(lost(7, 'leg', 0.3)).toEqual(lost(7, 'leg', 0.3));
    const later = createPacketLoss(7, 'leg');
    for (let packet = 0; packet < 100; packet += 1) later.drops();
    later.lose(0.3);
    expect(Array.from({ length: 5000 }, () => later.drops())).toEqual(lost(7, 'leg', 0.3));
  });

  it('differs by seed and by leg', () => {
    expect(lost(7, 'leg', 0.3)).not.toEqual(lost(8, 'leg', 0.3));
    expect(lost(7, 'leg', 0.3)).not.toEqual(lost(7, 'gel', 0.3));
  });
});
