import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { desktopSettings } from '../../contract/configuration/desktop-settings.ts';
import { configuration } from '../../contract/configuration/messages.ts';
import { customerFile } from '../../contract/cti/call.ts';
import { dialString } from '../../contract/cti/requests.ts';
import { readScenario, scenarioFailureText } from './read-scenario.ts';
import { callerNamed, callOf, type Scenario, settingsOf } from './scenario.ts';
import { createScenarioLibrary } from './scenario-library.ts';

const folder = import.meta.dirname;
const library = createScenarioLibrary(folder);
let billing: string;
let scenario: Scenario;

beforeAll(async () => {
  billing = await readFile(join(folder, 'billing.yaml'), 'utf8');
  const loaded = await library.load('billing');
  if (!loaded.ok) throw new Error(scenarioFailureText(loaded.error));
  scenario = loaded.value;
});

/** What is wrong once this text of the shipped scenario is replaced, as `line:column: …`, with the line it is on. */
function failureOf(search: string, replacement: string): { readonly text: string; readonly line: number } {
  expect(billing).toContain(search);
  const text = billing.replace(search, replacement);
  const read = readScenario({ text, file: 'bad.yaml', folder });
  if (read.ok) throw new Error('The scenario was taken as it is');
  return {
    text: scenarioFailureText(read.error),
    line: billing.slice(0, billing.indexOf(search)).split('\n').length,
  };
}

describe('the shipped scenario', () => {
  it('has the agents, skill groups and devices of the login dialog', () => {
    expect(scenario.plan).toMatchObject({
      peripheralId: 5_000,
      desktopLostMs: 60_000,
      ringback: 'european',
      outgoingWrapUp: { mode: 'optional', limitMs: 60_000 },
    });
    expect(scenario.plan.agents[0]).toEqual({
      agentId: '12345',
      name: 'Inés Duarte',
      password: 'xxyyzz',
      skillGroups: [101, 102],
    });
    expect(scenario.plan.skillGroups[0]).toEqual({
      id: 101,
      name: 'Billing',
      number: '7001',
      noAnswerMs: 20_000,
      wrapUpMs: 60_000,
    });
    expect(scenario.sipEdges).toBe('shared');
    expect(scenario.plan.devices.map(({ device }) => device)).toContain('52513');
  });

  it('sets every setting that the contract has for desktops', () => {
    expect(Object.keys(scenario.desktop).toSorted()).toEqual(Object.keys(desktopSettings.shape).toSorted());
    expect(desktopSettings.parse(scenario.desktop)).toEqual(scenario.desktop);
    expect(scenario.desktop).toMatchObject({
      heartbeatDeadlineMs: 3_000,
      standbyProbeMs: 300_000,
      homeAfterMs: 300_000,
      silenceWarnMs: 5_000,
      silenceEndMs: 30_000,
    });
  });

  it.each([
    ['standbyProbe: never', { standbyProbeMs: 0 }],
    ['standbyProbe: 10 s', { standbyProbeMs: 10_000 }],
    ['', {}],
  ])('may ask the standby otherwise: %j', (line, expected) => {
    const text = billing.replace('standbyProbe: 5 min', line);
    const read = readScenario({ text, file: 'probe.yaml', folder });
    if (!read.ok) throw new Error(scenarioFailureText(read.error));
    const { standbyProbeMs } = { standbyProbeMs: undefined, ...read.value.desktop };
    expect({ standbyProbeMs }).toEqual({ standbyProbeMs: undefined, ...expected });
  });

  it('gives desks a configuration that fits the contract', () => {
    const pair = { a: '127.0.0.1:1', b: '127.0.0.1:2' };
    const made = settingsOf(scenario, {
      configuration: pair,
      licensing: pair,
      cti: pair,
      sip: pair,
      sessions: pair,
    });
    const parsed = configuration.parse({ ...made.configuration, revision: 1 });
    expect(parsed.profiles.map(({ name }) => name)).toEqual(['Billing, blended', 'Moving home, voice only']);
    expect(parsed.desktop).toMatchObject({ heartbeatDeadlineMs: 3_000 });
    expect(parsed.profiles[0]?.sip.domain).toBe('edinburgh.example');
  });

  it('has callers with customer files whose dates count back from the call', () => {
    const caller = callerNamed(scenario, 'aileen mackay');
    if (!caller) throw new Error('Aileen Mackay is missing');
    const now = Date.UTC(2026, 4, 1, 9);
    const call = callOf(caller, now);
    expect(call).toMatchObject({ to: '7001', from: { number: '01314960142' }, menuMs: 0 });
    const file = customerFile.parse(call.customer);
    expect(file.facts[0]).toEqual({ label: 'Account', value: '4410 2289 07' });
    expect(file.earlierContacts[0]).toMatchObject({ kind: 'email', at: now - 9 * 86_400_000 });
    expect(callerNamed(scenario, 'Marek Dolan')).toMatchObject({ menuMs: 5_000 });
    expect(callerNamed(scenario, 'nobody')).toBeNull();
  });

  it('has numbers that can be dialled, of the ranges kept for drama', () => {
    const numbers = [...scenario.plan.farEnds, ...scenario.callers].map(({ number }) => number);
    for (const number of numbers) {
      expect(dialString.safeParse(number).success).toBe(true);
      expect(number).toMatch(/^(01632960\d{3}|01314960\d{3}|07700900\d{3})$/);
    }
    expect(scenario.plan.farEnds.map(({ number }) => number)).toContain('01314960142');
  });
});

describe('what a scenario leaves out', () => {
  const planOf = (text: string): Scenario['plan'] => {
    const read = readScenario({ text, file: 'mine.yaml', folder });
    if (!read.ok) throw new Error(scenarioFailureText(read.error));
    return read.value.plan;
  };

  it('is as in Europe, with wrap-up after outgoing calls optional and without a limit', () => {
    const text = billing.replace('  ringback: european\n', '').replace(/agentDeskSettings:\n( .*\n)+/, '');
    expect(text).not.toMatch(/^ *(ringback|agentDeskSettings|outgoingWrapUp)/m);
    expect(planOf(text)).toMatchObject({
      ringback: 'european',
      outgoingWrapUp: { mode: 'optional', limitMs: null },
    });
  });

  it.each([
    ['required', 'required'],
    ['not allowed', 'not-allowed'],
  ])('may be said: wrap-up after outgoing calls is %s', (word, mode) => {
    const text = billing.replace('outgoingWrapUp: optional', `outgoingWrapUp: ${word}`);
    expect(planOf(text).outgoingWrapUp).toEqual({ mode, limitMs: 60_000 });
  });
});

describe('a scenario that is wrong', () => {
  it('is told with line, column and what was expected', () => {
    const { text, line } = failureOf('id: "12345"', 'id: 12345');
    expect(text).toBe(`bad.yaml:${line}:11: agents[0].id: expected text in quotes: "12345"; it says 12345`);
  });

  it('names a member that is not known, where it is', () => {
    const { text, line } = failureOf('rejectVoice: false', 'rejectVoise: false');
    expect(text).toBe(`bad.yaml:${line}:3: desktop.rejectVoise: not known here; check the spelling`);
  });

  it('names what is missing at the nearest place there is', () => {
    const { text, line } = failureOf('sipDomain: edinburgh.example', '');
    expect(text).toMatch(new RegExp(`^bad\\.yaml:${line - 3}:1: cluster\\.sipDomain: expected text`));
  });

  it.each([
    ['noAnswer: 20 s', 'noAnswer: twenty', 'skillGroups[0].noAnswer: expected a length of time such as 20 s'],
    [
      'answers: busy',
      'answers: perhaps',
      'farEnds[3].answers: expected a length of time such as 2 s, or busy',
    ],
    ['silenceEnd: 30 s', 'silenceEnd: 2 h', 'silenceEnd: expected 2 s to 1 h, or never'],
    ['standbyProbe: 5 min', 'standbyProbe: 2 s', 'standbyProbe: expected 10 s to 1 day, or never'],
    [
      'standbyProbe: 5 min',
      'standbyProbe: often',
      'standbyProbe: expected 10 s to 1 day, or never; it says "often"',
    ],
    ['voice: music', 'voice: opera', 'voice: expected silence, music, { tone: 100 to 3400 }'],
    ['voice: music', 'voice: { file: nowhere.wav }', 'there is no file'],
    ['skillGroups: [Billing]', 'skillGroups: [Biling]', 'agents[1].skillGroups[0]: Biling is no skill group'],
    [
      'calls: Moving home',
      'calls: Nowhere',
      'callers[1].calls: Nowhere is neither a skill group nor a device',
    ],
    ['id: "12288"', 'id: "12345"', 'agents[1].id: 12345 is already the id of number 1 in the list'],
    [
      '"01632 960002"',
      '"01632 960001"',
      'farEnds[1].number: 01632960001 is already dialled to reach farEnds',
    ],
    [
      '{ code: 2, label: Break }',
      '{ code: 1, label: Break }',
      'desktop.notReadyReasons[1].code: 1 is already',
    ],
    [
      'outgoingWrapUp: optional',
      'outgoingWrapUp: sometimes',
      'agentDeskSettings.outgoingWrapUp: expected required, optional or not allowed; it says "sometimes"',
    ],
    [
      'outgoingWrapUpLimit: 60 s',
      'outgoingWrapUpLimit: 0 s',
      'agentDeskSettings.outgoingWrapUpLimit: expected more than 0 s; leave it out',
    ],
    [
      'outgoingWrapUpLimit: 60 s',
      'outgoingWrapUpTime: 60 s',
      'agentDeskSettings.outgoingWrapUpTime: not known here; check the spelling',
    ],
    [
      'idleTimeout: 20 s',
      'idleTimeout: 900 ms',
      'connections.idleTimeout: expected 1 s to 1 h, or never; it says "900 ms"',
    ],
    ['ringback: european', 'ringback: martian', 'peripheral.ringback: Invalid option: expected one of'],
    ['  edges: shared', '  edges: twins', 'sip.edges: Invalid option: expected one of'],
    ['heartbeatDeadline: 3 s', 'heartbeatDeadline: 3 hours', 'desktop.heartbeatDeadline: expected a length'],
    [
      'heartbeatDeadline: 3 s',
      'heartbeatDeadline: 100 ms',
      'desktop.heartbeatDeadline: expected 1 s to 60 s',
    ],
    ['"52513", sip', '"52 /513", sip', 'devices[0].number: expected a telephone number'],
  ])('%s → %s', (search, replacement, expected) => {
    const { text, line } = failureOf(search, replacement);
    expect(text).toContain(expected);
    expect(text).toMatch(new RegExp(`^bad\\.yaml:${line}:\\d+: `));
  });

  it('is no YAML, repeats a key, or is nothing at all', () => {
    expect(failureOf('skillGroups:\n', 'skillGroups: [\n').text).toMatch(/^bad\.yaml:\d+:\d+: /);
    expect(failureOf('name: Billing\n', 'name: Billing\nname: Again\n').text).toMatch(
      /:\d+:1: Map keys must be unique/,
    );
    const bomb = `a: &a [1, 1, 1, 1, 1, 1, 1, 1]\nb: &b [${'*a, '.repeat(99)}*a]\nc: [${'*b, '.repeat(99)}*b]`;
    for (const text of ['', '42', '- 1', 'name: &a [*a]', bomb]) {
      expect(readScenario({ text, file: 'bad.yaml', folder }).ok).toBe(false);
    }
  });

  it('is not there', async () => {
    const missing = await library.load('no-such.yaml');
    if (missing.ok) throw new Error('It was found');
    expect(scenarioFailureText(missing.error)).toMatch(
      /^no-such\.yaml:1:1: cannot be read .* shipped billing/,
    );
  });
});
