// Run by the executable of a package that was made with the Chromium shell: launch-packaged.ts EXECUTABLE [ARGUMENT]...
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./run-packaged.ts');
