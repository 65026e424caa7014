import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktopSettings } from '../../contract/configuration/desktop-settings.ts';
import { inboundInteraction } from '../links/interaction-control.ts';
import {
  actionItemNamed,
  actionItemOf,
  type ContactSetup,
  chatOf,
  chatPartnerNamed,
} from './contact-setup.ts';
import { readScenario, scenarioFailureText } from './read-scenario.ts';
import type { Scenario } from './scenario.ts';

let billing: string;
let folder: string;

beforeAll(async () => {
  billing = await readFile(join(import.meta.dirname, 'billing.yaml'), 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'switchhook-scenario-'));
});
afterAll(() => rm(folder, { recursive: true }));

function scenarioOf(text: string): Scenario {
  const read = readScenario({ text, file: 'mine.yaml', folder });
  if (!read.ok) throw new Error(scenarioFailureText(read.error));
  return read.value;
}

/** The shipped scenario without a member and what is under it. */
function without(member: string): string {
  const found = new RegExp(`^${member}:\\n(?:(?: .*)?\\n)+?(?=\\S)`, 'm');
  expect(billing).toMatch(found);
  return billing.replace(found, '');
}

/** Members put before the desktop's settings, on lines of their own. */
function withMembers(text: string, base = billing): string {
  return base.replace('\ndesktop:\n', `\n${text}\ndesktop:\n`);
}

function failureOf(text: string): string {
  const read = readScenario({ text, file: 'bad.yaml', folder });
  if (read.ok) throw new Error('The scenario was taken as it is');
  return scenarioFailureText(read.error);
}

function found<Item>(item: Item | null | undefined): Item {
  if (!item) throw new Error('It is missing');
  return item;
}

describe('the chats and action items of the shipped scenario', () => {
  it('come with who they are from, for whom, and what the partner does', () => {
    const { contact } = scenarioOf(billing);
    const now = Date.UTC(2026, 4, 1, 9);
    const chat = inboundInteraction.parse(chatOf(found(chatPartnerNamed(contact, 'tomasz wrona')), now));
    expect(chat).toMatchObject({
      channel: 'chat',
      subject: 'Move direct debit date',
      customerName: 'Tomasz Wrona',
      customer: { name: 'Tomasz Wrona', earlierContacts: [{ at: now - 28 * 86_400_000 }] },
      to: { skillGroup: 'Billing' },
      dueAt: null,
    });
    expect(chat.script.slice(1, 3)).toEqual([
      { does: 'await', messages: 1 },
      { does: 'say', text: 'My account is 4410 5521 30.', writesForMs: 3_000 },
    ]);
    expect(chat.script.slice(-2)).toEqual([
      { does: 'say', text: 'Thank you, goodbye.', writesForMs: 2_000 },
      { does: 'leave' },
    ]);
    expect(chatPartnerNamed(contact, 'nobody')).toBeNull();
  });

  it('are due from the time they come', () => {
    const { contact } = scenarioOf(billing);
    const now = Date.UTC(2026, 4, 1, 9);
    const item = actionItemOf(found(actionItemNamed(contact, 'Rebill check, J. Adeyemi')), now);
    expect(inboundInteraction.parse(item)).toMatchObject({
      channel: 'action',
      customerName: 'J. Adeyemi',
      dueAt: now + 2 * 3_600_000,
      script: [],
    });
    const [, , refund] = contact.actionItems;
    expect(actionItemOf(found(refund), now)).toMatchObject({ customerName: '', customer: null, dueAt: null });
  });

  it('say all that the contract lets a desktop be told', () => {
    const { desktop } = scenarioOf(billing);
    expect(desktopSettings.parse(desktop).standardReplies).toHaveLength(4);
    expect(desktop).toMatchObject({ httpSessions: 7, rerouteReasons: true });
  });
});

describe('what a scenario leaves out', () => {
  it('is three domains, no end of waiting, the shipped INI files, and nobody who writes', () => {
    const { contact } = scenarioOf(
      ['mediaRoutingDomains', 'chatPartners', 'actionItems'].reduce(
        (text, member) => text.replace(new RegExp(`^${member}:\\n(?:(?: .*)?\\n)+?(?=\\S)`, 'm'), ''),
        billing,
      ),
    );
    expect(contact).toEqual({
      ini: { connector: null, mediaManager: null },
      domains: [
        { domainId: 1, name: 'Cisco_Voice', channel: 'voice', isInterruptible: false },
        { domainId: 5_001, name: 'Chat', channel: 'chat', isInterruptible: true },
        { domainId: 5_002, name: 'Action items', channel: 'action', isInterruptible: true },
      ],
      longestWaitMs: null,
      chatPartners: [],
      actionItems: [],
    } satisfies ContactSetup);
    expect(scenarioOf(billing).contact.domains).toEqual(contact.domains);
  });

  it('may be said: how long one waits, and other domains', () => {
    const text = withMembers(
      [
        'mediaRouting: { longestWait: 10 min }',
        'mediaRoutingDomains:',
        '  - { id: 7, name: Web, channel: chat, interruptible: false }',
        '  - { id: 1, name: Cisco_Voice, channel: voice, interruptible: false }',
        '  - { id: 9, name: Work, channel: action, interruptible: true }',
      ].join('\n'),
      without('mediaRoutingDomains'),
    );
    const { contact } = scenarioOf(text);
    expect(contact.longestWaitMs).toBe(600_000);
    expect(contact.domains[0]).toEqual({ domainId: 7, name: 'Web', channel: 'chat', isInterruptible: false });
  });
});

describe('INI files of a scenario', () => {
  it('are read from its folder, or stand in it', async () => {
    await writeFile(join(folder, 'tight.ini'), '[CONFIG]\nAppItemMaxSession=3\n');
    const text = withMembers(
      'connector: { ini: tight.ini }\nmediaManager: { text: "[MRI]\\nRONA_TIMEOUT=0" }',
    );
    expect(scenarioOf(text).contact.ini).toEqual({
      connector: { file: join(folder, 'tight.ini'), text: '[CONFIG]\nAppItemMaxSession=3\n' },
      mediaManager: { file: 'mine.yaml, mediaManager.text', text: '[MRI]\nRONA_TIMEOUT=0' },
    });
  });

  it('takes the login strings of a profile that does not say which parts they have from the connector’s file', () => {
    const text = withMembers(
      'connector: { text: "[CONFIG]\\nAgentLoginType=5" }',
      billing.replace('site: Dundee }', 'site: Dundee, agentLoginType: 2 }'),
    );
    expect(scenarioOf(text).profiles.map(({ agentLoginType }) => agentLoginType)).toEqual([5, 2]);
    expect(scenarioOf(billing).profiles.map(({ agentLoginType }) => agentLoginType)).toEqual([0, 0]);
  });

  it.each([
    ['connector: { ini: nowhere.ini }', /connector\.ini: cannot be read \(ENOENT.*nowhere\.ini/],
    ['connector: {}', /connector: expected either ini: the path of an INI file, or text/],
    ['mediaManager: { ini: a.ini, text: "" }', /mediaManager: expected either ini/],
    ['mediaManager: { file: a.ini }', /mediaManager\.file: not known here; check the spelling/],
    ['connector: { ini: 4 }', /connector\.ini: expected text in quotes: "4"; it says 4/],
  ])('%s is told where it stands', (member, message) => {
    const text = withMembers(member);
    const line = text.slice(0, text.indexOf(`\n${member}`)).split('\n').length + 1;
    expect(failureOf(text)).toMatch(new RegExp(`^bad\\.yaml:${line}:\\d+: ${message.source}`));
  });
});

describe('chats and action items that are wrong', () => {
  const forBilling = '    skillGroup: Billing\n    variables: { account: 4410 5521';
  it.each([
    [
      forBilling,
      forBilling.replace('Billing', 'Biling'),
      'Biling',
      'chatPartners[0].skillGroup: Biling is no skill',
    ],
    [
      forBilling,
      forBilling.replace('skillGroup: Billing', 'agent: "1"'),
      '"1"',
      'chatPartners[0].agent: there is no agent 1',
    ],
    [
      '    skillGroup: Billing\n    dueIn',
      '    dueIn',
      'Rebill',
      'actionItems[0]: expected either skillGroup: a name, or agent',
    ],
    [
      'Billing\n    dueIn',
      'Billing\n    agent: "12345"\n    dueIn',
      'Rebill',
      'actionItems[0]: expected either',
    ],
    [
      '- name: Priya Raman',
      '- name: TOMASZ wrona',
      'TOMASZ',
      'chatPartners[1].name: tomasz wrona is already the name',
    ],
    [
      'subject: Gate code, M. Petrie',
      'subject: "Rebill check, J. Adeyemi"',
      '"Rebill',
      'actionItems[1].subject: rebill check',
    ],
    ['dueIn: 2 h', 'dueIn: soon', 'soon', 'actionItems[0].dueIn: expected a length of time'],
    [
      'writesFor: 3 s',
      'writesFor: 3',
      'writesFor: 3',
      'chatPartners[0].script[2].writesFor: expected a length of time',
    ],
    [
      'writesFor: 3 s',
      'wait: 3 s',
      'wait: 3 s',
      'chatPartners[0].script[2].wait: not known here; check the spelling',
    ],
    [
      '\n      - awaits: 1 message',
      '\n      - awaits: many',
      'many',
      'script[1].awaits: expected how many messages of the agent',
    ],
    [
      '\n      - awaits: 1 message',
      '\n      - awaits: 0',
      '- awaits: 0',
      'script[1].awaits: expected how many messages',
    ],
    ['- waits: 2 s', '- waits: 2', '- waits: 2', 'script[7].waits: expected a length of time'],
    [
      '\n      - leaves',
      '\n      - goes',
      '- goes',
      'script[9]: expected says: …, waits: 3 s, awaits: 1 message, or leaves',
    ],
    ['- waits: 2 s', '- sleeps: 2 s', 'sleeps', 'script[7]: expected says: …'],
    ['id: 5001', 'id: 1', 'Chat', 'mediaRoutingDomains[1].id: 1 is already the id'],
    [
      'channel: chat, inter',
      'channel: action, inter',
      'Action items',
      'mediaRoutingDomains[2].channel: action is already',
    ],
    ['channel: chat, inter', 'channel: fax, inter', 'fax', 'mediaRoutingDomains[1].channel: Invalid option'],
    [
      'voice, interruptible: false',
      'voice, interruptible: true',
      'true',
      'a voice call is not interruptible',
    ],
    [
      '  - { id: 5002',
      '#  - { id: 5002',
      'Cisco_Voice',
      'mediaRoutingDomains: there is none with channel: action',
    ],
    [
      'subject: Gate code, M. Petrie',
      `subject: ${'x'.repeat(201)}`,
      'xxx',
      'subject: expected 200 characters at most',
    ],
    ['httpSessions: 7', 'httpSessions: 1', 'httpSessions: 1', 'desktop.httpSessions: Too small'],
  ])('%j → %j', (search, replacement, where, expected) => {
    expect(billing).toContain(search);
    const text = billing.replace(search, replacement);
    const failure = failureOf(text);
    expect(failure).toContain(expected);
    const line = Number(/^bad\.yaml:(\d+):/.exec(failure)?.[1]);
    expect(text.split('\n')[line - 1]).toContain(where);
  });
});
