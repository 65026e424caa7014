import { describe, expect, it } from 'vitest';
import { DrivenDesk } from './testing/driven-desk.ts';
import { configuration } from './testing/samples.ts';

/** A desk whose only profile has login strings of this type. */
function deskOf(agentLoginType: 1 | 2 | 5): DrivenDesk {
  const profiles = configuration.profiles.map((profile) => ({ ...profile, agentLoginType }));
  return new DrivenDesk().configured({ ...configuration, profiles });
}

function logIn(desk: DrivenDesk, loginString: string): DrivenDesk {
  return desk.command({ type: 'logIn', profile: 'Billing, blended', loginString, takeOver: false });
}

function asked(desk: DrivenDesk) {
  return desk.last.flatMap((effect) => (effect.type === 'askConfiguration' ? [effect.request] : []));
}

/** The answer to the question that was put last. */
function record(desk: DrivenDesk, password: string | null): DrivenDesk {
  const id = desk.model.identifying?.requestId ?? '';
  return desk.configuration({ type: 'QueryAgentRecordConf', id, agentId: '12345', password });
}

describe('a login string without an agent ID', () => {
  it.each([
    [1, 'xxyyzz;52513', { by: 'system-user', systemUser: 'ines', withPassword: false }, null],
    [2, '52513', { by: 'system-user', systemUser: 'ines', withPassword: true }, 'xxyyzz'],
    [5, 'Inés Duarte;xxyyzz;52513', { by: 'agent-name', agentName: 'Inés Duarte' }, null],
  ] as const)('of type %i asks a configuration server, then logs in: %s', (type, text, of, password) => {
    const desk = logIn(deskOf(type), text);
    expect(asked(desk)).toMatchObject([{ type: 'QueryAgentRecordRequest', of }]);
    expect(desk.view.login).toMatchObject({ phase: 'logging-in', step: 'identity', agentId: null });
    expect(desk.effects('openPair')).toEqual([]);
    record(desk, password);
    expect(desk.effects('openPair')).toMatchObject([{ kind: 'licensing' }, { kind: 'cti' }]);
    expect(desk.view.login).toMatchObject({ step: 'licence', agentId: '12345' });
    desk.licence().ctiUp().systemIs().agentStateAtSwitch();
    expect(desk.effects('sendCti')).toMatchObject([
      { request: { target: { agentId: '12345', password: 'xxyyzz', device: '52513' } } },
    ]);
  });

  it('puts its question again, under its id, to the server that answers next', () => {
    const desk = logIn(deskOf(2), '52513');
    const [first] = asked(desk);
    desk.configurationUp();
    expect(asked(desk)).toEqual([first]);
  });

  it('of a user whom nobody knows is refused in the server’s words', () => {
    const desk = logIn(deskOf(1), 'xxyyzz;52513');
    const id = desk.model.identifying?.requestId ?? '';
    const message = 'Configuration server A has no record of the system’s user "ines".';
    desk.configuration({ type: 'FailureConf', id, code: 'noAgentRecord', message });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'login.noAgentRecord', message } });
    expect(desk.view.login).toMatchObject({ phase: 'logged-out', error: { code: 'login.noAgentRecord' } });
    expect(desk.model.identifying).toBeNull();
  });

  it('is given up when no configuration server answers', () => {
    const desk = logIn(deskOf(2), '52513').configurationDown();
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'configuration.down' } });
    expect(desk.view.login.phase).toBe('logged-out');
  });

  it('has an end, and can be cancelled', () => {
    const late = logIn(deskOf(2), '52513').put({ type: 'timer', timer: 'login-step' });
    expect(late.outcome()).toMatchObject({
      error: {
        code: 'login.timedOut',
        message: expect.stringContaining(
          'No configuration server said which agent you are within 10 seconds',
        ),
      },
    });
    const desk = logIn(deskOf(2), '52513');
    const login = desk.lastCommand;
    desk.command({ type: 'cancelLogin' });
    expect(desk.effects('answerCommand')).toMatchObject([
      { commandId: login, outcome: { ok: false, error: { code: 'login.cancelled' } } },
      { outcome: { ok: true } },
    ]);
    expect(record(desk, 'xxyyzz').view.login.phase).toBe('logged-out');
  });

  it('says so where the system does not name its user', () => {
    const desk = deskOf(2);
    desk.model = { ...desk.model, identity: { ...desk.model.identity, systemUser: '' } };
    expect(logIn(desk, '52513').outcome()).toMatchObject({ error: { code: 'login.noSystemUser' } });
  });

  it('keeps the password out of what windows see', () => {
    const desk = record(logIn(deskOf(2), '52513'), 'xxyyzz');
    expect(JSON.stringify(desk.view)).not.toContain('xxyyzz');
  });
});
