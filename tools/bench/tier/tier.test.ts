import { expect, it } from 'vitest';
import { measureTier } from './tier.ts';

it('is measured: every kind of work comes about at the tier and at the echo', async () => {
  const ends: (() => Promise<unknown>)[] = [];
  const said: string[] = [];
  try {
    const { figures } = await measureTier(
      {
        fresh: false,
        runs: 1,
        cases: [],
        say: (progress) => said.push(progress),
        atEnd: (end) => ends.push(end),
      },
      { sliceMs: 100, warmUpMs: 0 },
    );
    const rate = { perSecond: expect.toSatisfy(isPositive) };
    const compared = expect.objectContaining({
      tier: expect.objectContaining(rate),
      echo: expect.objectContaining(rate),
    });
    expect(figures).toMatchObject({
      runs: 1,
      registerRatio: expect.toSatisfy(isPositive),
      inviteRatio: expect.toSatisfy(isPositive),
      eventRatio: expect.toSatisfy(isPositive),
      register: compared,
      invite: compared,
      event: compared,
      callWithMedia: rate,
    });
  } finally {
    for (const end of ends.reverse()) await end();
  }
  expect(said.some((line) => line.startsWith('run 1 of 1, invite'))).toBe(true);
});

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0;
}
