import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { SettingsInForce } from '../../../contract/settings/declared-settings.ts';
import type { Log } from '../../log/log.ts';

/** How servers are spoken with: what policy allows, and whose certificates are taken. */
export interface Encryption {
  /** Whether servers elsewhere than on this computer may be spoken with without TLS. */
  readonly allowPlaintext: boolean;
  /** Whether the authorities that the computer trusts count, beside those of the contact centre. */
  readonly systemAuthorities: boolean;
  /** The authorities of the contact centre. */
  readonly authorities: readonly X509Certificate[];
  /** What connections are made with. Made at the first call, for the computer's authorities are slow to read. */
  readonly secureContext: () => SecureContext;
  /** What is wrong with the files of authorities, a sentence each. */
  readonly problems: readonly string[];
}

type EncryptionSettings = Pick<
  SettingsInForce,
  'allowPlaintext' | 'tls.systemAuthorities' | 'tls.authorities'
>;

/** Reads the files of authorities that the settings name. One that cannot be read is a problem, and does not count. */
export function openEncryption(settings: EncryptionSettings, log: Log): Encryption {
  const files = settings['tls.authorities'].map((file) => file.trim()).filter((file) => file !== '');
  const read = files.map(authoritiesOf);
  const problems = read.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  for (const problem of problems) log.error(problem);
  const authorities = read.flatMap(({ certificates }) => certificates);
  const systemAuthorities = settings['tls.systemAuthorities'];
  let context: SecureContext | null = null;
  return {
    allowPlaintext: settings.allowPlaintext,
    systemAuthorities,
    authorities,
    problems,
    secureContext: () => {
      context ??= createSecureContext({
        // An empty list trusts nobody; only without one would Node's own authorities count.
        ca: [
          ...(systemAuthorities ? authoritiesOfComputer(log) : []),
          ...authorities.map((certificate) => certificate.toString()),
        ],
        minVersion: 'TLSv1.2',
      });
      return context;
    },
  };
}

/** Those that came with the runtime and those that were added to the computer: what the phone's Chromium goes by too. */
function authoritiesOfComputer(log: Log): readonly string[] {
  try {
    return [...getCACertificates('bundled'), ...getCACertificates('system')];
  } catch (error) {
    log.error("The computer's certificate authorities cannot be read; those of public authorities count.", {
      error,
    });
    return getCACertificates('bundled');
  }
}

interface ReadFile {
  readonly certificates: readonly X509Certificate[];
  readonly problem: string | null;
}

function authoritiesOf(file: string): ReadFile {
  const none = (what: string): ReadFile => ({
    certificates: [],
    problem: `The file of certificate authorities ${file} (TlsAuthorities) ${what} Servers with a certificate of its authorities are refused until that is corrected and the desk is started again.`,
  });
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch (error) {
    return none(`cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) return none('holds no certificate in PEM ("-----BEGIN CERTIFICATE-----").');
  try {
    return { certificates: blocks.map((block) => new X509Certificate(block)), problem: null };
  } catch {
    return none('holds a certificate that is damaged.');
  }
}
