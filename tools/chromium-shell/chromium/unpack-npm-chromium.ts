// Run by npm-chromium.ts with TMPDIR set to the folder to unpack into.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
