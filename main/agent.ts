import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { type AgentOptions, agentUsage, type BundleOptions, readAgentOptions } from './agent-options.ts';
import { supportBundleOutcome } from './desk/support-bundle.ts';
import { type HeadlessDesk, openHeadlessDesk } from './headless/headless-desk.ts';
import { longestLine, readLine, readLines } from './headless/lines-in.ts';
import { tellDesk, tellDiagnostics, writeLines } from './headless/lines-out.ts';
import { parseMicrophone } from './headless/media/index.ts';
import { createLog } from './log/create-log.ts';
import { bundleOfFolder } from './recorder/bundle/bundle-of-folder.ts';
import { policySources } from './settings/sources/system-policies.ts';
import { realTimers } from './timers.ts';
import { ownAddresses } from './wake/own-addresses.ts';
import { watchForWake } from './wake/wake-watch.ts';

const options = readAgentOptions(process.argv.slice(2));
if (!options.ok) refuse(options.error);
else if (options.value === 'help') process.stdout.write(agentUsage);
else if (options.value.type === 'bundle') await saveBundle(options.value);
else await run(options.value);

function refuse(what: string): void {
  process.stderr.write(`${what}\nnpm run agent -- --help lists the options.\n`);
  process.exitCode = 2;
}

async function saveBundle({ data, into }: BundleOptions): Promise<void> {
  const saved = await bundleOfFolder(
    path.resolve(data),
    path.resolve(into),
    await policySources({ system: process.platform, files: [], timers: realTimers }),
  );
  if (saved.ok) process.stdout.write(`${saved.value.file}\n`);
  else process.stderr.write(`${saved.error.message}\n`);
  process.exitCode = saved.ok ? 0 : 1;
}

/** Puts a headless desk together and runs it until its stdin ends or it is told to end. */
async function run(asked: AgentOptions): Promise<void> {
  const microphone = asked.media === null ? null : parseMicrophone(asked.media);
  if (microphone && !microphone.ok) {
    refuse(`--media: ${microphone.error}.`);
    return;
  }
  const folder = asked.data ?? (await mkdtemp(path.join(tmpdir(), 'switchhook-agent-')));
  const log = createLog({ file: path.join(folder, 'logs', 'desk.log'), level: 'info', now: Date.now });
  let headless: HeadlessDesk;
  try {
    headless = await openHeadlessDesk({
      folder: path.resolve(folder),
      configuration: asked.configuration,
      policies: await policySources({
        system: process.platform,
        files: asked.policies.map((file) => path.resolve(file)),
        timers: realTimers,
      }),
      microphone: microphone?.value ?? null,
      newId: randomUUID,
      log,
      bundles: process.cwd(),
    });
  } catch (error) {
    // A recording that is not there, or is none.
    refuse(error instanceof Error ? error.message : String(error));
    await tidyUp();
    return;
  }
  const { desk, recorder } = headless;
  process.on('uncaughtExceptionMonitor', (error) => recorder.recorder.failed(error));
  process.once('exit', () => recorder.recorder.flushNow());
  // Who reads the lines is gone: nobody is left to work for.
  const write = writeLines(process.stdout, () => void end());
  tellDesk(desk, write);
  watchForWake({
    timers: realTimers,
    now: Date.now,
    addresses: ownAddresses,
    onWake: (cause, forMs) => desk.woke(cause, forMs),
  });

  let loginString = asked.login === '-' ? null : asked.login;
  if (loginString !== null) logInOnce(loginString);
  readLines(process.stdin, {
    line: (text) => {
      if (loginString !== null) {
        void obey(text);
        return;
      }
      loginString = text;
      logInOnce(text);
    },
    tooLong: () => {
      const message = `A line of more than ${longestLine} characters is not read.`;
      write({ type: 'error', id: null, message });
    },
    end: () => void end(),
  });
  process.on('SIGTERM', () => void end());
  process.on('SIGINT', () => void end());

  /** Logs in as soon as there are profiles. */
  function logInOnce(login: string): void {
    const command = {
      type: 'logIn',
      profile: asked.profile,
      loginString: login,
      takeOver: asked.takeOver,
    } as const;
    const begin = async (): Promise<void> => {
      write({ type: 'outcome', id: 'login', outcome: await desk.command(command) });
    };
    if (desk.state().configuration.status === 'fresh') {
      void begin();
      return;
    }
    const stop = desk.onChange(({ configuration }) => {
      if (configuration.status === 'none') return;
      stop();
      void begin();
    });
  }

  async function obey(text: string): Promise<void> {
    const line = readLine(text);
    if (!line.ok) {
      write({ type: 'error', ...line.error });
      return;
    }
    const { id, ask } = line.value;
    switch (ask.type) {
      case 'command':
        write({ type: 'outcome', id, outcome: await desk.command(ask.command) });
        return;
      case 'heard':
        write({ type: 'heard', id, callId: ask.callId, heard: headless.media?.heard(ask.callId) ?? null });
        return;
      case 'supportBundle':
        write({
          type: 'outcome',
          id,
          outcome: supportBundleOutcome(await recorder.saveBundle(path.resolve(ask.folder ?? '.'))),
        });
        return;
      case 'runDiagnostics':
        await tellDiagnostics(headless.diagnostics, id, write);
        return;
      case 'end':
        await end();
    }
  }

  let ending: Promise<void> | null = null;
  function end(): Promise<void> {
    ending ??= leave();
    return ending;
  }

  async function leave(): Promise<void> {
    await headless.close();
    await tidyUp();
    process.exit(0);
  }

  async function tidyUp(): Promise<void> {
    log.close();
    if (asked.data === null) await rm(folder, { recursive: true, force: true });
  }
}
