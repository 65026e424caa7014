// Run by dist/electron in the place of Electron's executable.
import { enableCompileCache } from 'node:module';

// The shell is many small files: with their types stripped and compiled once, it starts in half the time.
enableCompileCache();
await import('./run-shell.ts');
