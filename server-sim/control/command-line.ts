import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../../contract/result.ts';
import { isLoopback } from '../../contract/servers/connection-security.ts';
import type { TlsFiles } from '../host/tls-identity.ts';
import { type SipEdges, sipEdges } from '../links/device-control.ts';

/** What somebody who starts the tier by hand asks for. */
export interface CommandLine {
  readonly scenario: string | null;
  /** 0: a free one; null: ten after the base port where there is one. */
  readonly controlPort: number | null;
  /** 0: free ones. */
  readonly basePort: number;
  readonly host: string;
  readonly token: string | null;
  readonly logDirectory: string | null;
  /** Each server in a process of its own. */
  readonly processes: boolean;
  /** Null: as the scenario says. */
  readonly sipEdges: SipEdges | null;
  /** Null: the servers do not speak TLS. */
  readonly tls: TlsFiles | null;
  /** Addresses as one JSON line instead of readable ones. */
  readonly json: boolean;
  readonly help: boolean;
}

export const usage = `Switchhook's simulated server tier: configuration, licensing, CTI and SIP servers, A and B, with media.

  npm run sim -- [--scenario NAME|FILE] [--control PORT] [--base-port PORT] [--host ADDRESS]
                 [--token TOKEN] [--log-dir FOLDER] [--processes] [--sip-edges shared|separate]
                 [--tls CERT.pem KEY.pem] [--json] [--help]

  --scenario   a shipped scenario's name, or the path of a YAML file (default: billing)
  --control    the control API's port (default: a free one, or base port + 10)
  --base-port  configuration A listens here, B on the next; then licensing, CTI and SIP, each A and B:
               +0 +1 configuration, +2 +3 licensing, +4 +5 CTI, +6 +7 SIP (default: free ports)
  --host       the address to listen on (default: 127.0.0.1); any that is not this computer's own needs --token
  --token      asked by the control API, not by the other servers (also: SWITCHHOOK_SIM_TOKEN in the environment)
  --log-dir    a folder for one log file a server
  --processes  each server in a process of its own: a kill is a SIGKILL, a freeze a SIGSTOP
  --sip-edges  shared: either SIP edge goes on with the other's dialogs; separate: each knows its own alone
               (default: as the scenario says)
  --tls        all but the control API speak TLS with this certificate, with those between after it in its file, and
               its key; addresses are wss://… then
  --json       one JSON line with all addresses when everything is ready
`;

const options = {
  scenario: { type: 'string' },
  control: { type: 'string' },
  'base-port': { type: 'string' },
  host: { type: 'string' },
  token: { type: 'string' },
  'log-dir': { type: 'string' },
  processes: { type: 'boolean' },
  'sip-edges': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const names = [...Object.keys(options), 'tls'].map((name) => `--${name}`).join(', ');

/** The highest base port: the ports after it must be ports too. */
const highestBasePort = 65_525;

/** Reads the command line, or says which option is wrong and what was expected. */
export function readCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<CommandLine, string> {
  const tls = takeTls(args);
  if (!tls.ok) return tls;
  const read = readOptions(tls.value.rest);
  if (!read.ok) return read;
  const { values } = read;
  const token = values.token ?? environment.SWITCHHOOK_SIM_TOKEN ?? null;
  const host = values.host ?? '127.0.0.1';
  const basePort = readPort('--base-port', values['base-port'], highestBasePort);
  if (!basePort.ok) return basePort;
  const controlPort = readPort('--control', values.control, 65_535);
  if (!controlPort.ok) return controlPort;
  const edges = readSipEdges(values['sip-edges']);
  if (!edges.ok) return edges;
  const wrong = wrongText(values) ?? wrongToken(token) ?? wrongHost(host, token);
  if (wrong !== null) return fail(wrong);
  return ok({
    scenario: values.scenario ?? null,
    controlPort: values.control === undefined ? null : controlPort.value,
    basePort: basePort.value,
    host,
    token,
    logDirectory: values['log-dir'] ?? null,
    processes: values.processes ?? false,
    sipEdges: edges.value,
    tls: tls.value.files,
    json: values.json ?? false,
    help: values.help ?? false,
  });
}

/** `--tls` alone has two values, which `parseArgs` does not know. */
function takeTls(
  args: readonly string[],
): Result<{ readonly rest: readonly string[]; readonly files: TlsFiles | null }, string> {
  const at = args.indexOf('--tls');
  if (at === -1) return ok({ rest: args, files: null });
  const [certificate, key] = args.slice(at + 1, at + 3);
  const isFile = (text: string | undefined): text is string => text !== undefined && !/^(?:-|$)/.test(text);
  if (!isFile(certificate) || !isFile(key)) {
    return fail('--tls: expected two files, CERT.pem and KEY.pem.');
  }
  return ok({ rest: args.toSpliced(at, 3), files: { certificate, key } });
}

function readSipEdges(text: string | undefined): Result<SipEdges | null, string> {
  if (text === undefined) return ok(null);
  const read = sipEdges.safeParse(text);
  if (read.success) return ok(read.data);
  return fail(`--sip-edges ${text}: expected ${sipEdges.options.join(' or ')}.`);
}

function wrongText(values: Values): string | null {
  const empty = (['scenario', 'host', 'log-dir'] as const).find((name) => values[name]?.trim() === '');
  return empty
    ? `--${empty} is empty: expected ${empty === 'host' ? 'an address' : 'a name or a path'}.`
    : null;
}

function wrongToken(token: string | null): string | null {
  if (token === null || /^[\x21-\x7e]{8,256}$/.test(token)) return null;
  return '--token: expected 8 to 256 visible characters without blanks.';
}

function wrongHost(host: string, token: string | null): string | null {
  if (host !== 'localhost' && (isIP(host) === 0 || /^[0:.]+$/.test(host))) {
    return `--host ${host}: expected one IP address of this computer that clients can reach, such as 127.0.0.1.`;
  }
  if (isLoopback(host) || token !== null) return null;
  return `--host ${host} can be reached from other computers: set --token, or leave --host out.`;
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function readOptions(args: readonly string[]): { ok: true; values: Values } | { ok: false; error: string } {
  try {
    return { ok: true, values: parseArgs({ args: [...args], options, allowPositionals: false }).values };
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. (?=[A-Z])/);
    return { ok: false, error: `${sentence.replace(/\.$/, '')}. Expected ${names}.` };
  }
}

function readPort(option: string, text: string | undefined, highest: number): Result<number, string> {
  if (text === undefined) return ok(0);
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= highest) return ok(port);
  return fail(`${option} ${text}: expected a port from 1 to ${highest}, or 0 for a free one.`);
}
