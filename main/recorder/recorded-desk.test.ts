import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../contract/result.ts';
import { configuration } from '../desk/testing/samples.ts';
import { replay } from './replay/replay.ts';
import { blendedDay, randomDay } from './testing/random-day.ts';
import { RecordedDesk } from './testing/recorded-desk.ts';
import { kinds, read, rig } from './testing/recorder-rig.ts';
import { secrets, secretsIn } from './testing/secrets.ts';

describe('a recorded desk', () => {
  it('goes the way of the desk itself, holds no secret, and comes to the same when it is replayed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(randomDay, blendedDay),
        fc.constantFrom('softphone', 'hardphone'),
        fc.integer({ min: 2_000, max: 200_000 }),
        async (day, phone, segment) => {
          const { recorder, files } = rig({ segment });
          const desk = new RecordedDesk(recorder, phone);
          desk.loggedIn();
          for (const event of day) event(desk);
          await recorder.close();
          expect(secretsIn([...files.content.values()].join(''))).toEqual([]);
          for await (const replayed of replay(files.sources())) {
            if (replayed.type === 'damage') throw new Error(JSON.stringify(replayed.damage));
            expect(replayed.line.line.kind).not.toBe('astray');
            expect(replayed.differences).toEqual([]);
          }
        },
      ),
    );
  });

  it('is told by its agent ID and device once the switch has logged him in, and not before', async () => {
    const { recorder, files } = rig();
    const desk = new RecordedDesk(recorder);
    desk.configured().logIn(`${secrets.wrongPlace};12345;52513`);
    desk.command({ type: 'cancelLogin' });
    desk.loggedIn();
    await recorder.close();
    const names = (await read(files)).lines.flatMap(({ line }) =>
      line.kind === 'names' ? [line.names] : [],
    );
    expect(names.map(Object.values)).toEqual([['12345', '52513']]);
    expect([...files.content.values()].join('')).not.toContain(secrets.wrongPlace);
  });

  it('whose agent has his password remembered goes the same way, and holds nothing of it', async () => {
    const { recorder, files } = rig();
    const desk = new RecordedDesk(recorder).configured();
    const login = { profile: 'Billing, blended', agentLoginType: 0, loginString: '12345;;52513' } as const;
    const remember = (remembered: typeof login | null): void => {
      desk.put({ type: 'passwordMemory', memory: { status: 'offered', remembered }, notice: null });
    };
    const unlock = (unlocked: Result<string, string>): void => {
      desk.command({ type: 'logInRemembered', ...login, takeOver: false });
      desk.put({ type: 'passwordUnlocked', commandId: desk.lastCommand, unlocked });
    };
    remember(null);
    const loginString = `12345;${secrets.password};52513`;
    desk.command({ type: 'logIn', profile: login.profile, loginString, takeOver: false, remember: true });
    desk.licence().ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(desk.effects('keepPassword')).toMatchObject([{ password: secrets.password }]);
    remember(login);
    desk.agent({ state: 'LoggedOut' });
    unlock({ ok: false, error: `It was deleted, and ${secrets.notes}` });
    unlock({ ok: true, value: secrets.password });
    desk.licence().ctiUp().systemIs().agentStateAtSwitch();
    const message = `No ${secrets.password}`;
    const id = desk.idOf('SetAgentStateRequest');
    desk.cti({ type: 'FailureConf', id, code: 'invalidCredentials', message });
    expect(desk.effects('forgetPassword')).toHaveLength(1);
    await recorder.close();
    expect(secretsIn([...files.content.values()].join(''))).toEqual([]);
    expect(kinds(await read(files))).not.toContain('astray');
  });

  it.each([
    [2, '52513', secrets.password],
    [5, `${secrets.agentName};${secrets.password};52513`, null],
  ] as const)(
    'whose login string of type %i has no agent ID goes the same way',
    async (type, text, password) => {
      const { recorder, files } = rig();
      const desk = new RecordedDesk(recorder);
      const profiles = configuration.profiles.map((profile) => ({ ...profile, agentLoginType: type }));
      desk.configured({ ...configuration, profiles }).logIn(text);
      const id = desk.model.identifying?.requestId ?? '';
      const message = `Configuration server A has no record of the system's user "${secrets.systemUser}".`;
      desk.configuration({ type: 'FailureConf', id: 'another', code: 'noAgentRecord', message });
      desk.configuration({ type: 'QueryAgentRecordConf', id, agentId: '12345', password });
      desk.licence().ctiUp().systemIs().agentStateAtSwitch().snapshots();
      expect(desk.view.login.phase).toBe('logged-in');
      await recorder.close();
      expect(secretsIn([...files.content.values()].join(''))).toEqual([]);
      expect(kinds(await read(files))).not.toContain('astray');
    },
  );

  it('whose state differs in more than words from what is recorded is said to be elsewhere, once', async () => {
    const { recorder, files } = rig();
    const desk = new RecordedDesk(recorder);
    desk.configured();
    const { view } = desk.model;
    desk.model = { ...desk.model, view: { ...view, clockOffsetMs: 4_711 } };
    desk.after(1).command({ type: 'selectSession', sessionId: null }).command({ type: 'cancelLogin' });
    await recorder.close();
    const astray = (await read(files)).lines.filter(({ line }) => line.kind === 'astray');
    expect(astray.map(({ line }) => line)).toMatchObject([{ where: '/view/clockOffsetMs' }]);
  });
});
