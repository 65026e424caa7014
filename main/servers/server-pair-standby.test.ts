import { describe, expect, test } from 'vitest';
import type { ConnectionView, SideView } from '../../contract/desk/desk-state.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { heldTimers } from '../testing/held-timers.ts';
import { heard, ofType } from './testing/heard.ts';
import { deadAddress, kill, log, pairOf, serve, told, upAt } from './testing/pair-under-test.ts';

/** Resolves with the first view in which this side is so. */
async function shown(side: Side, state: SideView['state']): Promise<ConnectionView> {
  const event = await told.nextWhere((one) => one.type === 'view' && one.view.sides[side].state === state);
  if (event.type !== 'view') throw new Error('not a view');
  return event.view;
}
const port = (address: string): number => Number(address.split(':')[1]);

describe('the server that is not in use', () => {
  test('is asked after a while, says Hello, is left with a farewell, and stands by', async () => {
    const farewells = heard<number>();
    const [a, b] = [
      await serve(),
      await serve({
        side: 'B',
        onConnection: (socket) => socket.on('close', (code) => farewells.tell(code)),
      }),
    ];
    const timers = heldTimers();
    const pair = pairOf(a.address, b.address, { timers, deadlineMs: 600_000, probeEveryMs: 300_000 });
    pair.start();
    await upAt('A');
    expect(pair.view().sides.B).toMatchObject({ state: 'untried', answeredAt: null });
    timers.advance(30_000);
    expect((await shown('B', 'standby')).sides.B).toMatchObject({ answeredAt: 1_000, error: null });
    expect(pair.view()).toMatchObject({ inUse: 'A', status: 'up' });
    expect(told.all.filter(ofType('up')), 'a probe is no connection').toHaveLength(1);
    expect(await farewells.nextWhere(() => true)).toBe(1_000);
  });

  test('that is gone is shown so, with why, until it is back', async () => {
    const [a, gone] = [await serve(), await deadAddress()];
    const timers = heldTimers();
    const pair = pairOf(a.address, gone, { timers, deadlineMs: 600_000, probeEveryMs: 300_000 });
    pair.start();
    await upAt('A');
    timers.advance(30_000);
    expect((await shown('B', 'silent')).sides.B.error).toContain('refused the connection');
    await serve({ side: 'B', port: port(gone) });
    timers.advance(30_000);
    expect((await shown('B', 'standby')).sides.B.error).toBeNull();
    expect(pair.view().inUse).toBe('A');
  });

  test('is what the pair goes on with when the one in use is lost while it is asked', async () => {
    const [a, b] = [await serve(), await serve({ side: 'B' })];
    const timers = heldTimers();
    const pair = pairOf(a.address, b.address, { timers, deadlineMs: 600_000, probeEveryMs: 300_000 });
    pair.start();
    await upAt('A');
    const up = upAt('B');
    timers.advance(30_000);
    await kill(a);
    // Whether B has said Hello by now or not: it is connected to.
    await up;
    expect(pair.view()).toMatchObject({ inUse: 'B', status: 'moved' });
  });

  test('is not asked where that is switched off', async () => {
    let asked = 0;
    const [a, b] = [await serve(), await serve({ side: 'B', onConnection: () => (asked += 1) })];
    const timers = heldTimers();
    const pair = pairOf(a.address, b.address, { timers, deadlineMs: 90_000_000, probeEveryMs: 300_000 });
    pair.start();
    await upAt('A');
    pair.setProbing(0);
    timers.advance(86_400_000);
    expect(asked).toBe(0);
    expect(pair.view().sides.B.state).toBe('untried');
  });
});

describe('addresses that work and are wrong', () => {
  const warnings = (): readonly string[] =>
    log.lines.filter(({ level }) => level === 'warn').map(({ sentence }) => sentence);

  test('a server that says it is the other side is used, shown, and told of once', async () => {
    const [a, b] = [await serve({ side: 'B' }), await serve({ side: 'B' })];
    const pair = pairOf(a.address, b.address);
    pair.start();
    await upAt('A');
    const wrong = `At the address of CTI server A (${a.address}) CTI server B answers, not A`;
    expect(pair.view()).toMatchObject({ status: 'up', misconfigured: expect.stringContaining(wrong) });
    await kill(a);
    await upAt('B');
    expect(pair.view().misconfigured).toContain('they lead to one server');
    expect(warnings().filter((sentence) => sentence.includes(wrong))).toHaveLength(1);
  });

  test('one server behind both addresses is no pair: found when the standby is asked', async () => {
    const a = await serve();
    const timers = heldTimers();
    const pair = pairOf(a.address, a.address.replace('127.0.0.1', 'localhost'), {
      timers,
      deadlineMs: 600_000,
      probeEveryMs: 300_000,
    });
    pair.start();
    await upAt('A');
    expect(pair.view().misconfigured).toBeNull();
    timers.advance(30_000);
    expect((await shown('B', 'standby')).misconfigured).toContain(
      'are answered by CTI server A: they lead to one server, so that there is no other when it fails',
    );
    expect(warnings()).toHaveLength(1);
  });
});
