import { runServerProcess } from './processes/run-server-process.ts';

// One server of the tier in a process of its own (`npm run sim -- --processes`): started by the tier, and ends with it.
process.exitCode = await runServerProcess(process.argv[2] ?? 'server');
