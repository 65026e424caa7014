import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import Conf from 'conf';
import { errorCode } from './files/file-failure.ts';
import { logWith } from './log/log.ts';
import { openEncryption } from './servers/tls/encryption.ts';
import { valuesOf } from './settings/layers/in-force.ts';
import { policyFolderSource } from './settings/sources/policy-folder.ts';
import { policySources } from './settings/sources/system-policies.ts';
import { systemNames } from './settings/system-names.ts';
import { type Asked, answer } from './settings-cli/answer.ts';
import type { SettingsContext } from './settings-cli/context.ts';
import { deskFolder } from './settings-cli/desk-folder.ts';
import { linuxMachine } from './settings-cli/machine/linux-machine.ts';
import { openMachine } from './settings-cli/machine/open-machine.ts';
import { exitCodes } from './settings-cli/outcome.ts';
import { readSources } from './settings-cli/read-sources.ts';
import { realTimers } from './timers.ts';

// Whoever read it may have read enough (`| head -1`): that is no fault.
for (const stream of [process.stdout, process.stderr]) stream.on('error', notWritten);

const { exit, stdout, stderr } = await answer(process.argv.slice(2), contextOf);
process.exitCode = exit;
process.stdout.write(stdout);
process.stderr.write(stderr);

function notWritten(error: Error): void {
  if (errorCode(error) !== 'EPIPE') process.exitCode = exitCodes.notWritten;
}

/** Puts together what the commands work on: the user's file, this computer's policies, its names and time. */
async function contextOf({ data, policies, policyFolder }: Asked): Promise<SettingsContext> {
  const folder = data === null ? deskFolder(process.platform, process.env, homedir()) : path.resolve(data);
  const other = policyFolder === null ? null : path.resolve(policyFolder);
  const own = other === null ? [] : [policyFolderSource(other, realTimers)];
  const files = policies.map((file) => path.resolve(file));
  const file = path.join(folder, 'settings.json');
  const sources = [
    ...own,
    ...(await policySources({
      system: other === null ? process.platform : null,
      files,
      timers: realTimers,
    })),
  ];
  return {
    file,
    // Not watched: a command is over before anything could change.
    openStore: () =>
      new Conf({ cwd: folder, configName: 'settings', projectName: 'switchhook', configFileMode: 0o600 }),
    policies: sources,
    // What is wrong with the files of authorities is told by the checks that need them.
    encryption: openEncryption(
      valuesOf(readSources(file, sources).resolved),
      logWith(() => undefined),
    ),
    machine: other === null ? await openMachine(process.platform) : linuxMachine(other),
    names: systemNames,
    timers: realTimers,
    now: Date.now,
    newId: randomUUID,
  };
}
