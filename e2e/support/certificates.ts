import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestInfo } from '@playwright/test';
import { deploy, flagValue, listValue } from './policy-file.ts';
import { projectRoot } from './project.ts';

/** What a server shows of itself, and its key: PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

/** The path of a file of the certificates that tests have. */
export function certificateFile(name: string): string {
  return path.join(projectRoot, 'contract/testing/certificates', name);
}

/** What a server with that certificate has. */
export async function identityOf(certificate: string): Promise<TlsIdentity> {
  const [cert, key] = await Promise.all(
    [certificate, 'server.key'].map((name) => readFile(certificateFile(name), 'utf8')),
  );
  return { cert: cert ?? '', key: key ?? '' };
}

/** A file with the policies of a contact centre that has an authority of its own, which alone counts. */
export async function ownAuthority(testInfo: Pick<TestInfo, 'outputPath'>): Promise<string> {
  const file = testInfo.outputPath('desk.reg');
  const authorities = listValue('TlsAuthorities', [certificateFile('ca.pem')]);
  await deploy(file, flagValue('TlsSystemAuthorities', false), authorities);
  return file;
}
