import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConnectorSettings } from './connector-settings.ts';

const read = (...lines: readonly string[]) =>
  readConnectorSettings('connector.ini', ['[CONFIG]', ...lines].join('\r\n'));

describe('the connector’s INI file', () => {
  it('that is shipped is the seed’s example, and nothing in it is wrong', () => {
    const file = `${import.meta.dirname}/CRMConnectorSAP.ini`;
    const { settings, warnings } = readConnectorSettings(file, readFileSync(file, 'utf8'));
    expect(warnings).toEqual([]);
    expect(settings).toMatchObject({
      most: { sessions: 6, actions: 2, chats: 1 },
      defaults: { actions: 1, chats: 1 },
      hidesDirect: false,
      loginType: 0,
    });
  });

  it('with nothing in it has the seed’s defaults', () => {
    expect(read()).toEqual({
      warnings: [],
      settings: {
        most: { sessions: 5, actions: 1, chats: 1 },
        defaults: { actions: 1, chats: 1 },
        chatWrapUp: 'last',
        hidesDirect: true,
        loginType: 0,
        tries: { afterRona: 10, all: 10 },
        ronaMs: { chat: 30_000, mail: 60_000, other: 30_000 },
      },
    });
  });

  it.each([
    ['AppItemMaxSession=7', 'AppItemMaxSession=7 is not in 1 to 6; 5 is used.'],
    ['AppItemMaxSession=0', 'AppItemMaxSession=0 is not in 1 to 6; 5 is used.'],
    ['AppChatMaxSession=6', 'AppChatMaxSession=6 is not in 1 to 5; 1 is used.'],
    ['AppChatMaxSession=many', 'AppChatMaxSession=many is not a whole number; 1 is used.'],
    ['AppChatMaxSession=1.5', 'AppChatMaxSession=1.5 is not a whole number; 1 is used.'],
    ['AppChatMaxSession=', 'AppChatMaxSession= is not a whole number; 1 is used.'],
    ['AgentLoginType=3', 'AgentLoginType=3 is none of 0, 1, 2, 5; 0 is used.'],
    ['AgentLoginType=-1', 'AgentLoginType=-1 is none of 0, 1, 2, 5; 0 is used.'],
    ['AgentLoginType=6', 'AgentLoginType=6 is none of 0, 1, 2, 5; 0 is used.'],
    ['AppChatMaximum=1', 'AppChatMaximum is no key of [CONFIG]. It is passed over.'],
    ['nonsense', 'expected KEY=VALUE, a [SECTION] or a comment that begins with ;. It is passed over.'],
    ['[CONFIG', 'a section is written [NAME]. It is passed over.'],
  ])('with %s says so, with file, line and what is used', (line, sentence) => {
    const { settings, warnings } = read('; a comment', line);
    expect(warnings).toEqual([`connector.ini, line 3: ${sentence}`]);
    expect(settings).toEqual(read().settings);
  });

  it('uses the first of a key that is there twice', () => {
    const { settings, warnings } = read('AppItemMaxSession=4', 'appitemmaxsession = 6');
    expect(settings.most.sessions).toBe(4);
    expect(warnings).toEqual([
      'connector.ini, line 3: AppItemMaxSession is on line 2 already; that one, 4, is used.',
    ]);
  });

  it('passes over what is in another section, and what is in none', () => {
    const { warnings } = readConnectorSettings('connector.ini', 'A=1\n[MRI]\nAppItemMaxSession=6');
    expect(warnings).toEqual([
      'connector.ini, line 1: A stands before any [section]. It is passed over.',
      'connector.ini, line 3: AppItemMaxSession is in [MRI]; here only [CONFIG] is read. It is passed over.',
    ]);
  });

  it.each([0, 1, 2, 5])('takes AgentLoginType=%i', (type) => {
    const { settings, warnings } = read(`AgentLoginType=${type}`);
    expect([settings.loginType, warnings]).toEqual([type, []]);
  });
});

describe('defaults', () => {
  const tooMany =
    'Used default session values are greater than AppItemMaxSession = 5 -> set AppPhoneDefaultSession=1, AppActionRoutingDefaultSession=1, AppChatDefaultSession=1';

  it('that add up to more than an agent may have are all 1, with the seed’s message', () => {
    const { settings, warnings } = read('AppActionRoutingDefaultSession=3', 'AppChatDefaultSession=2');
    expect(warnings).toEqual([tooMany]);
    expect(settings.defaults).toEqual({ actions: 1, chats: 1 });
  });

  it('that add up to as many as he may have stay', () => {
    const { settings, warnings } = read('AppActionRoutingDefaultSession=3', 'AppChatDefaultSession=1');
    expect(warnings).toEqual([]);
    expect(settings.defaults).toEqual({ actions: 3, chats: 1 });
  });

  it('count the phone’s buffer session where the hidden key says 2, as the seed’s second edition has it', () => {
    const lines = ['AppPhoneDefaultSession=2', 'AppActionRoutingDefaultSession=3', 'AppChatDefaultSession=1'];
    expect(read(...lines).warnings).toEqual([tooMany]);
  });
});
