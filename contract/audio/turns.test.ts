import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.ts';

describe('turns', () => {
  it('come one after the other, after a failure too', async () => {
    const { inTurn } = createTurns();
    const said: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = inTurn(async () => {
      await gate.promise;
      said.push('first');
      throw new Error('first failed');
    });
    const second = inTurn(async () => said.push('second'));
    said.push('asked');
    gate.resolve();
    await expect(first).rejects.toThrow('first failed');
    expect(await second).toBe(3);
    expect(said).toEqual(['asked', 'first', 'second']);
  });

  it('end what never settles and what comes after', async () => {
    const { inTurn, end } = createTurns();
    const stuck = inTurn(() => new Promise<never>(() => {}));
    const waiting = inTurn(async () => 1);
    end(new Error('closed'));
    await expect(stuck).rejects.toThrow('closed');
    await expect(waiting).rejects.toThrow('closed');
    await expect(inTurn(async () => 2)).rejects.toThrow('closed');
  });
});
