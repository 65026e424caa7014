import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import * as z from 'zod';
import { fail, ok, type Result } from '../../contract/result.ts';

/** What the tier's servers show of themselves where they speak TLS: certificates and key, PEM. */
export const tlsIdentity = z.object({ certificate: z.string(), key: z.string() }).readonly();
export type TlsIdentity = z.infer<typeof tlsIdentity>;

/** The files that `--tls` names. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/** Reads both; the error is a sentence that names the file and what is wrong. */
export async function readTlsIdentity(files: TlsFiles): Promise<Result<TlsIdentity, string>> {
  const read: { certificate: string; key: string } = { certificate: '', key: '' };
  for (const part of ['certificate', 'key'] as const) {
    try {
      read[part] = await readFile(files[part], 'utf8');
    } catch (error) {
      return fail(`--tls: ${files[part]} cannot be read: ${messageOf(error)}.`);
    }
  }
  try {
    createSecureContext({ cert: read.certificate, key: read.key });
  } catch (error) {
    return fail(
      `--tls: ${files.certificate} and ${files.key} are not a certificate and its key in PEM: ${messageOf(error)}.`,
    );
  }
  return ok(read);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
