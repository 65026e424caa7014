import { createRequire } from 'node:module';

/** Version of the npm package `electron`, whose declarations the shell is written against. */
export function electronVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('electron/package.json');
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : '0.0.0';
}
