import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wrapUpData } from '../../contract/cti/requests.ts';
import { answerDeadlineMs } from '../../contract/servers/awaited-answers.ts';
import { headStartMs } from '../../contract/servers/pair-rules.ts';
import { createOutbox } from '../files/outbox.ts';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { silentLog } from '../log/testing/test-logs.ts';
import { configured, pairOf } from './testing/configured-desk.ts';
import { runDesk } from './testing/running-desk.ts';
import {
  deadAddress,
  downloads,
  givesSeats,
  logsIn,
  mute,
  type Script,
  serveHung,
  serveScript,
} from './testing/scripted-servers.ts';

// The whole desk on real sockets and a real disk, in a time that the test holds.

describe('a configuration server that says Hello and never answers the download', () => {
  test('is left for the other, which is asked, and is named in the connections', async () => {
    const hung = await serveScript('configuration', 'A', mute);
    const good = await serveScript('configuration', 'B', downloads({}));
    const { until, live } = await runDesk({ a: hung.address, b: good.address });
    await hung.questions.nextWhere(({ type }) => type === 'GlobalSettingsDownloadRequest');
    await live(answerDeadlineMs);
    const { connections } = await until(({ configuration: { status } }) => status === 'fresh');
    expect(connections.configuration).toMatchObject({
      inUse: 'B',
      sides: {
        A: {
          state: 'silent',
          error: expect.stringContaining(`A (${hung.address}) says Hello and lives, but did not`),
        },
      },
    });
  });

  test('and is the only one is named where the profiles are missing', async () => {
    const hung = await serveScript('configuration', 'A', mute);
    const { until, live } = await runDesk({ a: hung.address, b: '' });
    await hung.questions.nextWhere(() => true);
    await live(answerDeadlineMs);
    const state = await until(({ configuration: { error } }) => error !== null);
    expect(state.configuration).toMatchObject({
      status: 'none',
      error: { message: expect.stringContaining('did not answer GlobalSettingsDownloadRequest within 5 s') },
    });
  });
});

describe('a login', () => {
  test('whose first servers hang takes their head start, and no deadline', async () => {
    const hung = await serveHung();
    const seats = await serveScript('licensing', 'B', givesSeats);
    const cti = await serveScript('cti', 'B', logsIn());
    const { logIn, timers, desk } = await configured({
      licensing: { a: hung, b: seats.address },
      cti: { a: hung, b: cti.address },
    });
    const before = timers.monotonic();
    const loggedIn = logIn();
    timers.advance(headStartMs);
    expect(await loggedIn).toEqual({ ok: true });
    expect(timers.monotonic() - before, 'nothing else was waited for').toBe(headStartMs);
    expect(desk.state().connections).toMatchObject({ cti: { inUse: 'B' }, licensing: { inUse: 'B' } });
  });

  test('writes no settings before the desk has shown that he is logged in', async () => {
    const seats = await pairOf('licensing', givesSeats, givesSeats);
    const cti = await pairOf('cti', logsIn(), logsIn());
    const { logIn, timers, desk, settings } = await configured({
      licensing: seats.addresses,
      cti: cti.addresses,
    });
    const atLogin: (string | null)[] = [];
    desk.onChange(({ login }) => {
      if (login.phase === 'logged-in') atLogin.push(settings.read().lastProfile);
    });
    await logIn();
    expect(atLogin[0]).toBeNull();
    timers.advance(1);
    expect(settings.read().lastProfile).toBe('Billing, blended');
  });

  test('whose licensing server does not answer gets its seat from the other', async () => {
    const { one, addresses } = await pairOf('licensing', mute, givesSeats);
    const cti = await pairOf('cti', logsIn(), logsIn());
    const { logIn, timers } = await configured({ licensing: addresses, cti: cti.addresses });
    const loggedIn = logIn();
    await one.questions.nextWhere(({ type }) => type === 'AcquireLicenceRequest');
    timers.advance(answerDeadlineMs);
    expect(await loggedIn).toEqual({ ok: true });
  });
});

describe('a login that takes too long', () => {
  test('says of each server what came from it', async () => {
    const dead = await deadAddress();
    const seats = await serveScript('licensing', 'B', mute);
    const cti = await pairOf('cti', logsIn(), logsIn());
    const { logIn, timers, until } = await configured({
      licensing: { a: dead, b: seats.address },
      cti: cti.addresses,
    });
    const loggedIn = logIn();
    await seats.questions.nextWhere(({ type }) => type === 'AcquireLicenceRequest');
    await until(({ connections }) => connections.licensing.sides.A.state === 'silent');
    timers.advance(answerDeadlineMs);
    await until(({ connections }) => connections.licensing.sides.B.error !== null);
    timers.advance(answerDeadlineMs);
    const outcome = await loggedIn;
    const { message = '', details = {} } = outcome.ok ? {} : outcome.error;
    const told = Object.values(details).join('\n');
    expect(told).toContain(`Licensing server A (${dead}) refused the connection`);
    expect(told).toContain(
      `Licensing server B (${seats.address}) says Hello and lives, but did not answer AcquireLicenceRequest`,
    );
    expect(message).toContain('try again');
  });
});

describe('a click', () => {
  test('that its CTI server does not answer is answered by the other, under the same id', async () => {
    const seats = await pairOf('licensing', givesSeats, givesSeats);
    const { one, two, addresses } = await pairOf('cti', logsIn(mute), logsIn());
    const { logIn, timers, desk } = await configured({ licensing: seats.addresses, cti: addresses });
    expect(await logIn()).toEqual({ ok: true });
    const clicked = desk.command({ type: 'dial', number: '5550100' });
    const asked = await one.questions.nextWhere(({ type }) => type === 'MakeCallRequest');
    timers.advance(answerDeadlineMs);
    expect(await clicked).toEqual({ ok: true });
    expect((await two.questions.nextWhere(({ type }) => type === 'MakeCallRequest')).id).toBe(asked.id);
    expect(desk.state().connections.cti).toMatchObject({ inUse: 'B', status: 'moved' });
  });

  test('that no server answers ends in its time, and names the server', async () => {
    const seats = await pairOf('licensing', givesSeats, givesSeats);
    const cti = await serveScript('cti', 'A', logsIn(mute));
    const { logIn, timers, desk } = await configured({
      licensing: seats.addresses,
      cti: { a: cti.address, b: await deadAddress() },
    });
    await logIn();
    const clicked = desk.command({ type: 'dial', number: '5550100' });
    await cti.questions.nextWhere(({ type }) => type === 'MakeCallRequest');
    timers.advance(10_000);
    expect(await clicked).toMatchObject({
      ok: false,
      error: {
        code: 'desk.unanswered',
        message: expect.stringContaining(`CTI server A (${cti.address}) is connected but did not answer`),
      },
    });
    expect(desk.state().agent?.known, 'slow is not dead').toBe('live');
  });
});

describe('notes that the switch refuses for good', () => {
  test('are told of once, kept with the reason, and not offered at the next login', async () => {
    const folder = await temporaryFolder();
    const outbox = createOutbox({
      folder: join(folder, 'outbox'),
      request: wrapUpData,
      now: Date.now,
      log: silentLog,
    });
    const request = {
      type: 'SetCallDataRequest',
      id: 'n1',
      callId: 'old',
      disposition: 1,
      notes: 'Rebill',
    } as const;
    await outbox.append('12345', request);
    const seats = await pairOf('licensing', givesSeats, givesSeats);
    const refuses: Script = ({ type, id }) =>
      type === 'SetCallDataRequest'
        ? [{ type: 'FailureConf', id, code: 'unknownCall', message: 'No such call.' }]
        : [{ type: 'RequestConf', id }];
    const { one, addresses } = await pairOf('cti', logsIn(refuses), logsIn(refuses));
    const { logIn, until, desk } = await configured({ licensing: seats.addresses, cti: addresses }, folder);
    await logIn();
    const told = await until(({ banners }) => banners.length > 0);
    const file = /kept in (.*?\.json) and are not sent again/.exec(told.banners[0]?.text ?? '')?.[1] ?? '';
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      request,
      refusal: { code: 'unknownCall', server: `CTI server A (${one.address})` },
    });
    await desk.command({ type: 'dismissBanner', bannerId: told.banners[0]?.id ?? '' });
    await desk.command({ type: 'logOut', reasonCode: null });
    one.questions.all[0]?.socket.send(
      JSON.stringify({ type: 'AgentStateEvent', sequence: 3, time: 1, agent: loggedOut }),
    );
    await until(({ login }) => login.phase === 'logged-out');
    await logIn();
    // A click that is answered after the outbox was read tells that it was empty.
    await desk.command({ type: 'dial', number: '5550100' });
    expect(one.questions.all.filter(({ type }) => type === 'SetCallDataRequest')).toHaveLength(1);
    expect(desk.state().banners).toEqual([]);
  });
});

const loggedOut = {
  agentId: '12345',
  name: 'Inés Duarte',
  device: null,
  state: 'LoggedOut',
  reasonCode: null,
  since: 2,
  next: null,
  wrapUpEndsAt: null,
  wrapUpLimitMs: null,
  loggedInAt: null,
  skillGroups: [],
  enablement: 0,
};
