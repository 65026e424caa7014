import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommandLine, usage } from './command-line.ts';
import type { Measurement } from './measurement.ts';

const named = (name: string, defaultRuns: number): Measurement => ({
  name,
  what: `Measures ${name}.`,
  run: 'one of it',
  defaultRuns,
  needsApp: false,
  measure: () => Promise.reject(new Error('not asked for')),
});
const withCases: Measurement = {
  ...named('failover', 30),
  cases: ['cti/shared', 'cti/separate', 'sip/shared'],
};
const measurements = [named('login', 20), named('tier', 3), withCases];

describe("the bench's command line", () => {
  it('takes a name and its own number of runs', () => {
    const read = readCommandLine(['tier'], measurements);
    expect(read).toMatchObject({
      ok: true,
      value: { measurement: { name: 'tier' }, runs: 3, json: false, built: false },
    });
  });

  it('takes the options before and after the name', () => {
    const read = readCommandLine(['--json', 'login', '--runs', '7', '--built'], measurements);
    expect(read).toMatchObject({ ok: true, value: { runs: 7, json: true, built: true } });
  });

  it('takes all cases of a measurement, or those that begin as was asked', () => {
    const cases = (...argv: readonly string[]) => readCommandLine(['failover', ...argv], measurements);
    expect(cases()).toMatchObject({ ok: true, value: { cases: withCases.cases } });
    expect(cases('--case', 'sip/shared', '--case', 'cti')).toMatchObject({
      ok: true,
      value: { cases: withCases.cases },
    });
    expect(cases('--case', 'cti/separate')).toMatchObject({ ok: true, value: { cases: ['cti/separate'] } });
  });

  it.each([
    ['a case that is none', ['failover', '--case', 'c'], /no case "c": failover has cti\/shared, cti/],
    ['a case where there are none', ['login', '--case', 'cti'], /no case "cti": login has none/],
    ['a name that is none', ['speed'], /no measurement "speed": there are login, tier, failover/],
    ['no name', [], /which measurement: login, tier, failover/],
    ['two names', ['login', 'tier'], /One measurement at a time: tier came after login/],
    ['no runs', ['login', '--runs', '0'], /--runs 0: expected a whole number/],
    ['half a run', ['login', '--runs', '1.5'], /--runs 1\.5/],
    ['an unknown option', ['login', '--fast'], /--fast/],
  ])('refuses %s in words', (_, argv, words) => {
    const read = readCommandLine(argv, measurements);
    expect(read.ok ? '' : read.error).toMatch(words);
  });

  it('lists the names with their aims', () => {
    expect(usage(measurements)).toMatch(/login {5}Measures login\.\n.*20 of them/);
  });

  it('ends with 2 and nothing on stdout for a name that is none, and says which there are', () => {
    const bench = path.resolve(import.meta.dirname, '../bench.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [bench, 'speed', '--json'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/login, call, start, tier, failover/);
  });
});
