import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { type AgentOptions, agentUsage, readAgentOptions } from './agent-options.ts';
import { type HeadlessDesk, openHeadlessDesk } from './headless/headless-desk.ts';
import { readLine } from './headless/lines-in.ts';
import { type LineOut, tellDesk } from './headless/lines-out.ts';
import { parseMicrophone } from './headless/media/index.ts';
import { createLog } from './log/create-log.ts';

const options = readAgentOptions(process.argv.slice(2));
if (!options.ok) refuse(options.error);
else if (options.value === 'help') process.stdout.write(agentUsage);
else await run(options.value);

function refuse(what: string): void {
  process.stderr.write(`${what}\nnpm run agent -- --help lists the options.\n`);
  process.exitCode = 2;
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
      microphone: microphone?.value ?? null,
      newId: randomUUID,
      log,
    });
  } catch (error) {
    // A recording that is not there, or is none.
    refuse(error instanceof Error ? error.message : String(error));
    await tidyUp();
    return;
  }
  const { desk } = headless;
  const write = (line: LineOut): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  tellDesk(desk, write);

  const input = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  let loginString = asked.login === '-' ? null : asked.login;
  if (loginString !== null) logInOnce(loginString);
  input.on('line', (text) => {
    if (loginString === null) {
      loginString = text;
      logInOnce(text);
      return;
    }
    void obey(text);
  });
  input.on('close', () => void end());
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
