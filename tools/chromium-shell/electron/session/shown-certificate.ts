import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Certificate, CertificatePrincipal } from 'electron';

/** The certificate that a server shows, with those above it that it sends. Rejects where it shows none in time. */
export function shownCertificate(host: string, port: number, withinMs: number): Promise<Certificate> {
  return new Promise((resolve, reject) => {
    // Nothing is sent: the connection is for looking alone.
    const socket = connect({
      host,
      port,
      rejectUnauthorized: false,
      ...(isIP(host) === 0 && { servername: host }),
    });
    socket.setTimeout(withinMs, () => socket.destroy(new Error(`${host}:${port} shows no certificate.`)));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate();
      socket.destroy();
      if (shown) resolve(electronCertificate(shown));
      else reject(new Error(`${host}:${port} shows no certificate.`));
    });
  });
}

/** Electron's declarations want an issuer of every certificate; as with Electron, the last one has none. */
function electronCertificate(shown: X509Certificate): Certificate {
  const issuer = principal(shown.issuer);
  const subject = principal(shown.subject);
  const above = shown.issuerCertificate;
  const isLast = above === undefined || above.fingerprint256 === shown.fingerprint256;
  const certificate: Omit<Certificate, 'issuerCert'> = {
    data: shown.toString(),
    fingerprint: `sha256/${Buffer.from(shown.fingerprint256.replaceAll(':', ''), 'hex').toString('base64')}`,
    issuer,
    issuerName: issuer.commonName,
    serialNumber: shown.serialNumber,
    subject,
    subjectName: subject.commonName,
    validStart: shown.validFromDate.getTime() / 1_000,
    validExpiry: shown.validToDate.getTime() / 1_000,
  };
  return (isLast ? certificate : { ...certificate, issuerCert: electronCertificate(above) }) as Certificate;
}

/** Reads a distinguished name as Node writes it: a line `CN=…` each. */
function principal(name: string): CertificatePrincipal {
  const of = (attribute: string): string[] =>
    name
      .split('\n')
      .filter((line) => line.startsWith(`${attribute}=`))
      .map((line) => line.slice(attribute.length + 1));
  return {
    commonName: of('CN')[0] ?? '',
    country: of('C')[0] ?? '',
    locality: of('L')[0] ?? '',
    organizations: of('O'),
    organizationUnits: of('OU'),
    state: of('ST')[0] ?? '',
  };
}
