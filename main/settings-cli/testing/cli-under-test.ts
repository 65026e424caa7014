import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import { expect } from 'vitest';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { silentLog } from '../../log/testing/test-logs.ts';
import { openEncryption } from '../../servers/tls/encryption.ts';
import type { Names } from '../../settings/find-cluster.ts';
import { valuesOf } from '../../settings/layers/in-force.ts';
import { schemaVersion, schemaVersionKey } from '../../settings/migrations.ts';
import { policyFolderSource } from '../../settings/sources/policy-folder.ts';
import { regFileSource } from '../../settings/sources/reg-file/reg-file-source.ts';
import { realTimers } from '../../timers.ts';
import { readCommandLine } from '../command-line.ts';
import type { SettingsContext } from '../context.ts';
import { linuxMachine } from '../machine/linux-machine.ts';
import type { Outcome } from '../outcome.ts';
import { readSources } from '../read-sources.ts';
import { runCommand } from '../run-command.ts';

/** The command line over folders of a test's own. */
export interface CliUnderTest {
  readonly folder: string;
  /** The user's settings.json. */
  readonly file: string;
  /** Of the computer's policies. */
  readonly policies: string;
  /** What `set --machine` writes. */
  readonly machineFile: string;
  /** A .reg file with policies, as --policies names one; there is none at first. */
  readonly regFile: string;
  run(...argv: readonly string[]): Promise<Outcome>;
  write(file: string, content: string | Uint8Array | object): string;
  /** What a JSON file holds. */
  read(file: string): unknown;
  /** What the user's file holds beside its version, which is this desk's. */
  settings(): unknown;
}

const noNames: Names = {
  services: () => Promise.reject(new Error('there are no names in this test')),
  addresses: async () => ['127.0.0.1'],
};

export async function cliUnderTest(names: Names = noNames): Promise<CliUnderTest> {
  const folder = await temporaryFolder();
  const policies = path.join(folder, 'policies');
  const file = path.join(folder, 'desk', 'settings.json');
  const regFile = path.join(folder, 'kiosk.reg');
  const machine = linuxMachine(policies);
  let count = 0;
  const sources = () => [policyFolderSource(policies, realTimers), ...regSource(regFile)];
  const context = (): SettingsContext => ({
    file,
    openStore: () => new Conf({ cwd: path.dirname(file), configName: 'settings', configFileMode: 0o600 }),
    policies: sources(),
    machine,
    encryption: openEncryption(valuesOf(readSources(file, sources()).resolved), silentLog),
    names,
    timers: realTimers,
    now: Date.now,
    newId: () => {
      count += 1;
      return `id-${count}`;
    },
  });
  const read = (name: string): unknown => JSON.parse(readFileSync(path.resolve(folder, name), 'utf8'));
  return {
    folder,
    file,
    policies,
    machineFile: machine.place,
    regFile,
    run: async (...argv) => {
      const line = readCommandLine(argv);
      if (!line.ok) throw new Error(line.error);
      if (line.value.type !== 'command') throw new Error('This asks for no command.');
      return runCommand(line.value.command, context());
    },
    write: (name, content) => {
      const whole = path.resolve(folder, name);
      mkdirSync(path.dirname(whole), { recursive: true });
      const isText = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(whole, isText ? content : JSON.stringify(content));
      return whole;
    },
    read,
    settings: () => {
      const { [schemaVersionKey]: version, ...others } = read(file) as Readonly<Record<string, unknown>>;
      expect(version).toBe(schemaVersion);
      return others;
    },
  };
}

function regSource(file: string): SettingsContext['policies'] {
  const source = regFileSource(file, realTimers);
  const isThere = source
    .read()
    .every(({ problems }) => !problems.some((one) => one.startsWith('There is no')));
  return isThere ? [source] : [];
}
