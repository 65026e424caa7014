import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';

const read = (...args: string[]) => readCommandLine(args, {});

describe('the command line of the tier', () => {
  it('has a default for everything', () => {
    expect(read()).toEqual({
      ok: true,
      value: {
        scenario: null,
        controlPort: null,
        basePort: 0,
        host: '127.0.0.1',
        token: null,
        logDirectory: null,
        processes: false,
        sipEdges: null,
        tls: null,
        json: false,
        help: false,
      },
    });
  });

  it('reads every option', () => {
    expect(
      read(
        '--scenario',
        'x.yaml',
        '--control',
        '8190',
        '--base-port=8100',
        '--host',
        '10.0.0.1',
        '--json',
        '--log-dir',
        'logs',
        '--token',
        'open-sesame',
        '--processes',
        '--sip-edges',
        'separate',
        '--tls',
        'cert.pem',
        'key.pem',
      ),
    ).toMatchObject({
      ok: true,
      value: {
        scenario: 'x.yaml',
        controlPort: 8190,
        basePort: 8100,
        host: '10.0.0.1',
        json: true,
        logDirectory: 'logs',
        processes: true,
        sipEdges: 'separate',
        tls: { certificate: 'cert.pem', key: 'key.pem' },
      },
    });
    expect(readCommandLine([], { SWITCHHOOK_SIM_TOKEN: 'open-sesame' })).toMatchObject({
      value: { token: 'open-sesame' },
    });
  });

  it.each([
    [['--controll', '1'], "Unknown option '--controll'. Expected --scenario, --control"],
    [['--control', 'eighty'], '--control eighty: expected a port from 1 to 65535, or 0 for a free one.'],
    [['--control', '65536'], '--control 65536: expected a port'],
    [['--base-port', '65530'], '--base-port 65530: expected a port from 1 to 65525'],
    [['--control'], "Option '--control <value>' argument missing. Expected"],
    [['billing'], "Unexpected argument 'billing'"],
    [['--scenario', ' '], '--scenario is empty'],
    [['--token', 'short'], '--token: expected 8 to 256 visible characters'],
    [['--sip-edges', 'both'], '--sip-edges both: expected shared or separate.'],
    [['--host', '10.0.0.1'], '--host 10.0.0.1 can be reached from other computers: set --token'],
    [['--tls'], '--tls: expected two files, CERT.pem and KEY.pem.'],
    [['--tls', 'cert.pem', '--json'], '--tls: expected two files'],
    [['--host', '0.0.0.0'], '--host 0.0.0.0: expected one IP address'],
    [['--host', 'sim.example'], '--host sim.example: expected one IP address'],
  ])('%j is refused by name', (args, sentence) => {
    const refused = read(...args);
    expect(refused.ok).toBe(false);
    expect(refused).toHaveProperty('error', expect.stringContaining(sentence));
  });
});
