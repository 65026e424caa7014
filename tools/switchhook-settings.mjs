#!/usr/bin/env node
// What npm links as switchhook-settings: the same as `npm run settings --`, with nothing of npm's own on stdout.
import process from 'node:process';

process.argv.splice(2, 0, 'settings');
await import('./run.mjs');
