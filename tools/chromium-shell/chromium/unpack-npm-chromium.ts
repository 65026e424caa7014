// Run by unpack.ts with TMPDIR set to the folder to unpack into; its standard error is one sentence.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium, { inflate } from '@sparticuz/chromium';

try {
  await chromium.executablePath();
  // The libraries that it needs and a bare machine lacks (NSS, NSPR, Expat), built for Amazon Linux 2023.
  const packageEntry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  await inflate(path.join(path.dirname(packageEntry), '../bin/al2023.tar.br'));
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
