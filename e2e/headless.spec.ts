import { readdir } from 'node:fs/promises';
import { voiceSessions } from '../contract/desk/voice-sessions.ts';
import { filesHolding } from './support/files-holding.ts';
import type { HeadlessAgent } from './support/headless-agent.ts';
import { hasTone, heardByAgent, withoutEchoCanceller } from './support/listen.ts';
import { aileen, letTalk } from './support/story.ts';
import { agentTone, test as base, expect, temporaryOf } from './support/test.ts';
import { seatsGivenBack } from './support/tier-facts.ts';
import { until } from './support/until.ts';

const profile = 'Billing, blended';
const headlessTone = 700;
/** Another agent than the app's, at another device. */
const colleague = { loginString: '12288;aabbcc;52514', agentId: '12288', device: '52514' };

const test = base.extend<{
  /** Starts one that has read its login string from stdin and is logged in. */
  readonly logIn: (...options: readonly string[]) => Promise<HeadlessAgent>;
}>({
  logIn: async ({ startAgent, tier }, use) => {
    const { a, b } = tier.addresses.configuration;
    await use(async (...options) => {
      const servers = ['--config', a, '--config', b, '--profile', profile, '--login', '-'];
      const agent = await startAgent(...servers, ...options);
      agent.write(colleague.loginString);
      expect((await agent.answerTo('outcome', 'login')).outcome).toEqual({ ok: true });
      return agent;
    });
  },
});

test.describe('the desk with no screen', () => {
  test('logs in with a login string from stdin, registers, and tells states and events as JSON lines', async ({
    logIn,
    control,
  }) => {
    const agent = await logIn('--media', `tone:${headlessTone}`);
    const state = await agent.until('it is registered', ({ phone }) => phone.registration === 'registered');
    expect(state.login).toEqual({
      phase: 'logged-in',
      profile,
      agentId: colleague.agentId,
      device: colleague.device,
    });
    expect(state.agent).toMatchObject({ state: 'NotReady', known: 'live' });
    const from = new Set(agent.lines.flatMap((line) => (line.type === 'event' ? [line.from] : [])));
    expect([...from].sort()).toEqual(['configuration', 'cti', 'licensing', 'phone', 'sessions']);
    expect(await agent.command({ type: 'setState', target: { state: 'Ready' } })).toBeNull();
    await control.wait({ for: 'agent', agentId: colleague.agentId, state: 'Ready' });
    await agent.until('the event', (desk) => desk.agent?.state === 'Ready');
  });

  test('answers what it does not understand with an error each, and goes on', async ({ logIn }) => {
    const agent = await logIn();
    agent.write('this is no JSON');
    agent.write('[]');
    agent.write('{"type":"dial"}');
    agent.write('{"type":"heard"}');
    expect((await agent.ask('error', { type: 'nonsense' })).message).toContain('nonsense');
    const told = agent.lines.flatMap((line) => (line.type === 'error' ? [line.message] : []));
    expect(told).toEqual([
      'A line is not JSON: it begins "this is no JSON".',
      'A line needs a "type", the name of a command; an "id" is text or a number.',
      expect.stringMatching(/^dial: number: /),
      '"heard" needs a "callId".',
      expect.stringMatching(/^nonsense: /),
    ]);
    expect(await agent.command({ type: 'answer', callId: 'nobody' })).toMatchObject({ code: 'call.unknown' });
    expect(await agent.command({ type: 'setState', target: { state: 'Ready' } })).toBeNull();
  });

  for (const [what, options, sentence] of [
    ['no options', [], '--config HOST:PORT is needed'],
    ['an address that is none', ['--config', 'nowhere'], '--config: '],
    [
      'three servers',
      ['--config', 'a:1', '--config', 'b:2', '--config', 'c:3'],
      '--config HOST:PORT is needed',
    ],
    ['no profile', ['--config', '127.0.0.1:1'], '--profile NAME is needed'],
    ['no login string', ['--config', '127.0.0.1:1', '--profile', profile], '--login is needed'],
    ['an option there is not', ['--speed', '2'], '--speed'],
    [
      'a microphone there is not',
      ['--config', '127.0.0.1:1', '--profile', profile, '--login', '-', '--media', 'loud'],
      '--media: "loud" is no microphone',
    ],
    [
      'a recording there is not',
      ['--config', '127.0.0.1:1', '--profile', profile, '--login', '-', '--media', 'not-there.wav'],
      'not-there.wav',
    ],
  ] as const) {
    test(`with ${what} ends with code 2 and says what is wrong`, async ({ startAgent }) => {
      const { code, stdout, stderr } = await (await startAgent(...options)).ended;
      expect(stderr).toContain(sentence);
      expect(stderr).toContain('--help');
      // A sentence, and no programmer's trace.
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(stdout).toBe('');
      expect(code).toBe(2);
      expect(await readdir(temporaryOf(test.info()))).toEqual([]);
    });
  }

  test('takes calls for a phone beside it by CTI alone', async ({ logIn, control }) => {
    const agent = await logIn();
    expect(agent.state?.phone.registration).toBe('none');
    expect(await agent.command({ type: 'setState', target: { state: 'Ready' } })).toBeNull();
    const callId = await control.placeCall({ caller: aileen.name, menuMs: 0 });
    await agent.until('it rings', ({ sessions }) => voiceSessions(sessions)[0]?.phase === 'offered');
    expect(await agent.command({ type: 'answer', callId })).toBeNull();
    await control.wait({ for: 'call', callId, agentId: colleague.agentId, connection: 'Connected' });
    expect(await agent.command({ type: 'hold', callId })).toBeNull();
    await control.wait({ for: 'call', callId, agentId: colleague.agentId, connection: 'Held' });
    expect(await agent.command({ type: 'mute', callId, muted: true })).toMatchObject({
      code: 'phone.beside',
    });
    expect(await agent.command({ type: 'retrieve', callId })).toBeNull();
    await control.wait({ for: 'call', callId, agentId: colleague.agentId, connection: 'Connected' });
    expect(await agent.command({ type: 'release', callId })).toBeNull();
    await control.wait({ for: 'call', callId, phase: 'ended' });
    await agent.until('wrap-up', (desk) => desk.agent?.state === 'WrapUp');
  });

  test('on SIGTERM logs out and gives its seat back', async ({ logIn, control }) => {
    test.skip(process.platform === 'win32', 'Windows has no SIGTERM: a process is ended at once.');
    const agent = await logIn('--media', 'none');
    const before = await seatsGivenBack(control);
    agent.signal('SIGTERM');
    await control.wait({ for: 'agent', agentId: colleague.agentId, state: 'LoggedOut' });
    expect((await agent.ended).code).toBe(0);
    expect(await seatsGivenBack(control)).toBe(before + 1);
  });

  test('leaves no folder behind', async ({ logIn }) => {
    const temporary = temporaryOf(test.info());
    const agent = await logIn('--media', 'none');
    expect(await readdir(temporary)).toHaveLength(1);
    agent.write('{"type":"end"}');
    expect((await agent.ended).code).toBe(0);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('tells no secret, in lines or in files: not the login string, not the SIP password', async ({
    logIn,
  }) => {
    const data = test.info().outputPath('data');
    const agent = await logIn('--media', 'none', '--data', data);
    await agent.until('it is registered', ({ phone }) => phone.registration === 'registered');
    agent.write('{"type":"end"}');
    const { code, stdout, stderr } = await agent.ended;
    expect(code).toBe(0);
    // What is searched does hold what is no secret.
    expect(stdout).toContain(colleague.agentId);
    expect(await filesHolding(data, 'Edinburgh contact centre')).not.toEqual([]);
    for (const secret of [colleague.loginString, 'aabbcc', 'brave-heron-0815']) {
      expect(stdout).not.toContain(secret);
      expect(stderr).not.toContain(secret);
      expect(await filesHolding(data, secret)).toEqual([]);
    }
  });
});

test.describe('between an agent at the app and one with no screen', () => {
  test('a call is dialled, and each hears the other', async ({ app, desk, logIn }) => {
    await withoutEchoCanceller(app.phone);
    const agent = await logIn('--media', `tone:${headlessTone}`);
    await desk.logIn();
    await desk.whole();
    await desk.dial(colleague.device);
    const { sessions } = await agent.until(
      'it rings',
      (desk2) => voiceSessions(desk2.sessions)[0]?.phase === 'offered',
    );
    const callId = sessions[0]?.id ?? '';
    expect(await agent.command({ type: 'answer', callId })).toBeNull();
    await until(
      'the app hears the other',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, headlessTone),
    );
    await until(
      'the other hears the app',
      () => agent.heard(callId),
      (heard) => heard !== null && hasTone(heard.tonesHertz, agentTone),
    );
    await desk.tool('Release').click();
    await agent.until('it is over', (desk2) =>
      voiceSessions(desk2.sessions).every(({ phase }) => phase === 'ended'),
    );
  });

  test('one consults the other and brings him in: each of three hears the other two', async ({
    app,
    desk,
    control,
    logIn,
  }) => {
    await withoutEchoCanceller(app.phone);
    const agent = await logIn('--media', `tone:${headlessTone}`);
    const customerCall = await letTalk(desk, control);
    await desk.passOn('Consult', colleague.device);
    const offered = await agent.until(
      'it rings',
      ({ sessions }) => voiceSessions(sessions)[0]?.phase === 'offered',
    );
    expect(await agent.command({ type: 'answer', callId: offered.sessions[0]?.id ?? '' })).toBeNull();
    await until(
      'the app hears the other alone',
      () => heardByAgent(app.phone),
      (tones) => hasTone(tones, headlessTone) && !hasTone(tones, aileen.tone),
    );
    await desk.tool('Conference').click();
    const joined = (tones: readonly number[], ...wanted: readonly number[]): boolean =>
      wanted.every((tone) => hasTone(tones, tone));
    await until(
      'the app hears both',
      () => heardByAgent(app.phone),
      (tones) => joined(tones, headlessTone, aileen.tone),
    );
    await until(
      'the other hears both',
      async () => {
        const inCall = voiceSessions(agent.state?.sessions ?? []).find(({ phase }) => phase === 'talking');
        return inCall ? ((await agent.heard(inCall.id))?.tonesHertz ?? []) : [];
      },
      (tones) => joined(tones, agentTone, aileen.tone),
    );
    await until(
      'the caller hears both',
      () => control.heard(customerCall, { number: aileen.number }),
      (heard) => heard !== null && joined(heard.tonesHertz, agentTone, headlessTone),
    );
  });
});
