import { describe, expect, test } from 'vitest';
import type { ConnectionView, SideView } from '../../contract/desk/desk-state.ts';
import type { ConnectionCause } from '../servers/connection-cause.ts';
import type { SideFailure } from './errors.ts';
import {
  type LicenceAddresses,
  licenceAddresses,
  licenceRefused,
  licensingUnreachable,
  noSeat,
} from './licence-errors.ts';
import { DrivenDesk } from './testing/driven-desk.ts';

const addresses: LicenceAddresses = { profile: 'Billing', cluster: 'edinburgh', isKept: false };
const from = 'The addresses come from the profile "Billing" of the cluster "edinburgh".';
const refused: ConnectionCause = { type: 'refused' };
const other: ConnectionCause = {
  type: 'wrong-server',
  found: { kind: 'cti', side: 'A', cluster: 'edinburgh' },
  expected: { kind: 'licensing', cluster: 'edinburgh' },
};

function both(a: ConnectionCause, b: ConnectionCause): readonly SideFailure[] {
  return [
    { side: 'A', address: 'lic-a:1', cause: a },
    { side: 'B', address: 'lic-b:1', cause: b },
  ];
}

describe('no licensing server can be had', () => {
  test('one stale, one dead: either of the two that helps is said, and both causes', () => {
    const error = licensingUnreachable(both(other, refused), addresses);
    expect(error).toMatchObject({
      code: 'licensing.stale',
      title: 'The address of licensing server A is stale, and B does not answer',
      message: `Licensing server A (lic-a:1) answered as another server; B (lic-b:1) refused the connection. ${from} A licence can be had when server B is back, or when IT has corrected the address of A in the profile. Try again, or give IT the details.`,
      details: {
        'licensing A (lic-a:1)': expect.stringContaining('it says it is cti server A'),
        'licensing B (lic-b:1)': expect.stringContaining('nothing listens there'),
        'addresses come from': 'the profile "Billing" of the cluster "edinburgh"',
      },
    });
  });

  test('both stale: only a correction helps', () => {
    const { title, message } = licensingUnreachable(both(other, other), addresses);
    expect(title).toBe('The addresses of licensing servers A and B are stale');
    expect(message).toContain(
      `${from} No licence can be had until IT corrects the addresses in the profile; you`,
    );
  });

  test('one stale, the other not set', () => {
    const { title, message } = licensingUnreachable(both(other, other).slice(1), addresses);
    expect(title).toBe('The address of licensing server B is stale');
    expect(message).toContain('until IT corrects the address in the profile; you');
  });

  test('both dead', () => {
    const { code, title, message } = licensingUnreachable(both(refused, refused), addresses);
    expect([code, title]).toEqual(['licensing.down', 'The licensing server does not answer']);
    expect(message).toBe(
      `Licensing servers A (lic-a:1) and B (lic-b:1) refused the connection. ${from} Without a licence you cannot log in. Try again, or give IT the details.`,
    );
  });

  test('none set', () => {
    const { title, message } = licensingUnreachable([], addresses);
    expect(title).toBe('No licensing server is set');
    expect(message).toContain(
      'Both addresses are blank in the profile "Billing" of the cluster "edinburgh".',
    );
  });

  test('a profile that was kept says so', () => {
    const { message } = licensingUnreachable(both(refused, refused), { ...addresses, isKept: true });
    expect(message).toContain('of the cluster "edinburgh", as it was downloaded last.');
  });
});

const side = (address: string, error: string | null): SideView => ({
  address,
  security: 'tls',
  state: error === null ? 'in-use' : 'silent',
  since: 0,
  error,
  answeredAt: null,
});

/** B has answered; of A there is this to say. */
function answeredByB(error: string | null) {
  const sides: ConnectionView['sides'] = { A: side('lic-a:1', error), B: side('lic-b:1', null) };
  return { ...addresses, side: 'B', connection: { sides } } as const;
}

const deadA = 'Licensing server A (lic-a:1) refused the connection: nothing listens there.';

describe('a licensing server says no', () => {
  const full = {
    type: 'FailureConf',
    id: 'r',
    code: 'noSeat',
    message: 'full',
    details: { seats: '2', inUse: '2' },
  } as const;

  test('no seat is free, and the other server is dead: both are said', () => {
    expect(noSeat(full, answeredByB(deadA))).toMatchObject({
      code: 'licensing.noSeat',
      message: `Licensing server B (lic-b:1) has none left: 2 of 2 seats are in use. ${deadA} Try again when a colleague has logged out, or ask IT for more seats.`,
      details: { address: 'lic-b:1', 'licensing A (lic-a:1)': deadA },
    });
    expect(noSeat(full, answeredByB(null)).message).not.toContain('lic-a');
  });

  test('for a reason of its own: server, address, reason and where the addresses come from', () => {
    const failure = { ...full, code: 'databaseDown', message: 'The database is down.', details: {} };
    expect(licenceRefused(failure, answeredByB(deadA))).toEqual({
      code: 'licensing.databaseDown',
      title: 'A licence was refused',
      message: `Licensing server B (lic-b:1) gives none: The database is down. ${deadA} ${from} Without a licence you cannot log in. Try again, or give IT the details.`,
      details: {
        server: 'licensing B',
        address: 'lic-b:1',
        'licensing A (lic-a:1)': deadA,
        'addresses come from': 'the profile "Billing" of the cluster "edinburgh"',
        code: 'databaseDown',
      },
      remedies: [{ action: 'try-again' }],
    });
  });
});

test('a desk that logs in has its addresses from its profile and cluster', () => {
  expect(licenceAddresses(new DrivenDesk().configured().logIn().model)).toEqual({
    profile: 'Billing, blended',
    cluster: 'edinburgh',
    isKept: false,
  });
});
