import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AudioView, DeskState, LoginView } from '../../contract/desk/desk-state.ts';
import { noSeat } from '../desk/licence-errors.ts';
import { newDesk } from '../desk/model.ts';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { checkDesk } from './computer-checks.ts';
import { checkDiskSpace, checkFolder } from './disk-checks.ts';

const fresh = newDesk({ deskId: 'desk-1', deskName: 'PC-1', phone: 'softphone', systemUser: 'ines' }, 0).view;
const headset = { id: 'h', label: 'Headset' };
const withAudio = (audio: Partial<AudioView>): DeskState => ({
  ...fresh,
  audio: { ...fresh.audio, ...audio },
});
const withLogin = (login: LoginView): DeskState => ({ ...fresh, login });

describe('microphone and speaker', () => {
  test('are not known where no phone has told of them', () => {
    expect(checkDesk('microphone', fresh).outcome).toBe('unknown');
    expect(checkDesk('speaker', fresh).outcome).toBe('unknown');
  });

  test('are named where they are used', () => {
    const state = withAudio({ microphones: [headset], speakers: [headset], microphone: 'h', speaker: 'h' });
    expect(checkDesk('microphone', state)).toMatchObject({ outcome: 'pass', found: 'Headset is used.' });
    expect(checkDesk('speaker', state)).toMatchObject({ outcome: 'pass', found: 'Headset is used.' });
  });

  test.each([
    ['no-microphone', 'microphone', 'No microphone was found.', /Plug/],
    ['microphone-denied', 'microphone', /does not let Switchhook/, /privacy settings/],
    ['no-speaker', 'speaker', 'No speaker was found.', /Plug/],
  ] as const)('%s fails', (problem, check, found, remedy) => {
    expect(checkDesk(check, withAudio({ problem }))).toMatchObject({
      outcome: 'fail',
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(remedy),
    });
  });
});

describe('the licence', () => {
  test('is there once an agent is logged in', () => {
    const login = { phase: 'logged-in', profile: 'p', agentId: '1', device: '2' } as const;
    expect(checkDesk('licence', withLogin(login))).toMatchObject({ outcome: 'pass' });
  });

  test('is not known before a login, and after one that something else ended', () => {
    expect(checkDesk('licence', fresh).outcome).toBe('unknown');
    const error = { code: 'cti.deviceInUse', title: '', message: '', details: {}, remedies: [] };
    expect(checkDesk('licence', withLogin({ phase: 'logged-out', error })).outcome).toBe('unknown');
  });

  test("is refused with the server's words", () => {
    const failure = {
      type: 'FailureConf',
      id: 'r',
      code: 'noSeat',
      message: 'none',
      details: { seats: '2', inUse: '2' },
    } as const;
    const { licensing } = fresh.connections;
    const a = { ...licensing.sides.A, address: 'lic-a:8090' };
    const error = noSeat(failure, {
      side: 'A',
      connection: { sides: { ...licensing.sides, A: a } },
      profile: 'p',
      cluster: 'edinburgh',
      isKept: false,
    });
    expect(checkDesk('licence', withLogin({ phase: 'logged-out', error }))).toMatchObject({
      outcome: 'fail',
      found: expect.stringContaining('lic-a:8090) has none left: 2 of 2 seats'),
      remedy: expect.stringContaining('seats'),
    });
  });
});

describe('the disk', () => {
  test('takes a file, of which nothing is left', async () => {
    const folder = await temporaryFolder();
    expect((await checkFolder(path.join(folder, 'desk'), '1')).outcome).toBe('pass');
    expect((await checkDiskSpace(folder)).found).toMatch(/ are free on the disk/);
  });

  test('that may not be written to fails, and names the file', async ({ skip }) => {
    if (process.platform === 'win32' || process.getuid?.() === 0) skip();
    const folder = await temporaryFolder();
    await chmod(folder, 0o500);
    const finding = await checkFolder(folder, '1');
    expect(finding).toMatchObject({ outcome: 'fail', found: expect.stringContaining(folder) });
  });

  test('whose folder is a file fails', async () => {
    const file = path.join(import.meta.dirname, 'computer-checks.test.ts');
    expect((await checkFolder(file, '1')).outcome).toBe('fail');
  });

  test('that is nearly full fails, and one that cannot be asked is unknown', async () => {
    expect(await checkDiskSpace('/desk', async () => 99_999_999)).toMatchObject({
      outcome: 'fail',
      found: "Only 99 MB are free on the disk of the desk's folder.",
      remedy: expect.stringContaining('100 MB'),
    });
    expect((await checkDiskSpace('/desk', async () => 100_000_000)).outcome).toBe('pass');
    expect((await checkDiskSpace('/no/such/folder')).outcome).toBe('unknown');
  });
});
