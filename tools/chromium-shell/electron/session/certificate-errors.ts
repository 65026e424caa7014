import type { Session } from 'electron';
import type { ChromiumSession } from '../../chromium/connection.ts';
import type { EventPayload } from '../../chromium/protocol.ts';
import { debugLog } from '../../core/host.ts';
import { shownCertificate } from './shown-certificate.ts';

type VerifyProc = Parameters<Session['setCertificateVerifyProc']>[0];

/** How long the server may take to show its certificate again, milliseconds. */
const lookMs = 5_000;

/** Chromium's numbers for what can be wrong with a certificate (net_error_list.h). */
const errorCodes: Readonly<Record<string, number>> = {
  ERR_CERT_COMMON_NAME_INVALID: -200,
  ERR_CERT_DATE_INVALID: -201,
  ERR_CERT_AUTHORITY_INVALID: -202,
  ERR_CERT_REVOKED: -206,
  ERR_CERT_INVALID: -207,
};
const otherError = -207;

/**
 * Asks the app's procedure about certificates that Chromium does not take. Chromium holds the connection meanwhile but
 * shows no certificate over the debugging protocol, so the server is asked for it once more. It does not ask about
 * those that it takes.
 */
export class CertificateErrors {
  readonly #pages = new Set<ChromiumSession>();
  #proc: VerifyProc = null;

  setProc(proc: VerifyProc): void {
    this.#proc = proc;
    for (const page of this.#pages) this.#tell(page).catch((error) => debugLog('certificates', error));
  }

  /** Answers for the connections of a page, and of what is in it. */
  async follow(page: ChromiumSession): Promise<void> {
    this.#pages.add(page);
    page.on('Security.certificateError', (event) => {
      this.#answer(page, event).catch((error) => debugLog('certificates', error));
    });
    if (this.#proc) await this.#tell(page);
  }

  async #tell(page: ChromiumSession): Promise<void> {
    await Promise.all([
      page.send('Security.enable'),
      page.send('Security.setOverrideCertificateErrors', { override: this.#proc !== null }),
    ]);
  }

  async #answer(
    page: ChromiumSession,
    { eventId, errorType, requestURL }: EventPayload<'Security.certificateError'>,
  ): Promise<void> {
    const isTaken = await this.#isTaken(errorType, new URL(requestURL)).catch(() => false);
    page.notify('Security.handleCertificateError', { eventId, action: isTaken ? 'continue' : 'cancel' });
  }

  /** Electron: 0 takes it, -3 goes by Chromium's result, which is an error here, and all others refuse it. */
  async #isTaken(errorType: string, { hostname, port }: URL): Promise<boolean> {
    const proc = this.#proc;
    if (!proc) return false;
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    const certificate = await shownCertificate(host, port === '' ? 443 : Number(port), lookMs);
    const result = await new Promise<number>((resolve) =>
      proc(
        {
          hostname: host,
          certificate,
          validatedCertificate: certificate,
          isIssuedByKnownRoot: false,
          verificationResult: `net::${errorType}`,
          errorCode: errorCodes[errorType] ?? otherError,
        },
        resolve,
      ),
    );
    return result === 0;
  }
}
