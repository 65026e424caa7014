import type { ServerCheck, ServerTarget } from '../../contract/diagnostics/diagnostics-report.ts';
import { parseAddress, type ServerAddress } from '../../contract/servers/address.ts';
import { securityOf } from '../../contract/servers/connection-security.ts';
import type { Encryption } from '../servers/tls/encryption.ts';
import type { Names } from '../settings/find-cluster.ts';
import type { Timers } from '../timers.ts';
import { askServer } from './ask-server.ts';
import { causeFinding } from './cause-finding.ts';
import { judgeCertificate } from './certificate-check.ts';
import { type Finding, fault, unknown } from './finding.ts';
import { judgeClock, judgeProtocol, judgeRole } from './judge-spoken.ts';
import { checkName } from './name-check.ts';
import { checkPort } from './port-check.ts';

export interface ServerChecksOptions {
  readonly names: Names;
  readonly encryption: Encryption;
  /** The cluster that the desk belongs to; null: not known yet. */
  readonly cluster: string | null;
  /** How long each check may take, milliseconds. */
  readonly limitMs: number;
  readonly now: () => number;
  readonly timers: Timers;
}

/** Told what each check has found and in how many milliseconds, as soon as it is known. */
export type TellFinding = (check: ServerCheck, finding: Finding, ms: number) => void;

/** Makes all checks of one server, each as soon as the one before it allows: what cannot be made is unknown. */
export async function checkServer(
  target: ServerTarget,
  options: ServerChecksOptions,
  tell: TellFinding,
): Promise<void> {
  const parsed = parseAddress(target.address);
  if (!parsed.ok) {
    const finding =
      target.address === ''
        ? fault('No address is set.', 'Set the address, or have IT set it by policy.')
        : causeFinding(target, { type: 'bad-address', message: parsed.error.message });
    tell('name', finding, 0);
    tellUnknown(['port', 'protocol', 'role', 'certificate', 'clock'], 'there is no usable address', tell);
    return;
  }
  const name = await timed(options.timers, checkName(target, parsed.value, options));
  tell('name', name.value, name.ms);
  if (name.value.outcome === 'fail') {
    tellUnknown(['port', 'protocol', 'role', 'certificate', 'clock'], 'its name is not resolved', tell);
    return;
  }
  const port = await timed(options.timers, checkPort(target, parsed.value, options));
  tell('port', port.value, port.ms);
  if (port.value.outcome === 'fail') {
    tellUnknown(['protocol', 'role', 'certificate', 'clock'], 'its port takes no connection', tell);
    return;
  }
  await checkSpoken(target, parsed.value, options, tell);
}

async function checkSpoken(
  target: ServerTarget,
  address: ServerAddress,
  options: ServerChecksOptions,
  tell: TellFinding,
): Promise<void> {
  const { value: spoken, ms } = await timed(
    options.timers,
    askServer({ ...options, kind: target.kind, address }),
  );
  tell('protocol', judgeProtocol(target, spoken), ms);
  tell('role', judgeRole(target, options.cluster, spoken), ms);
  tell('certificate', judgeCertificate(target, securityOf(address), spoken), ms);
  tell('clock', judgeClock(spoken), ms);
}

function tellUnknown(checks: readonly ServerCheck[], why: string, tell: TellFinding): void {
  for (const check of checks) tell(check, unknown(`Not checked: ${why}.`), 0);
}

/** What came of it, and in how many whole milliseconds. */
export async function timed<Value>(
  { monotonic }: Pick<Timers, 'monotonic'>,
  promise: Promise<Value>,
): Promise<{ readonly value: Value; readonly ms: number }> {
  const startedAt = monotonic();
  const value = await promise;
  return { value, ms: Math.round(monotonic() - startedAt) };
}
