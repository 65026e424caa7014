import type { DeskState } from '../../contract/desk/desk-state.ts';
import {
  type CheckTarget,
  computerChecks,
  type DiagnosticsReport,
  type PlannedCheck,
  type ServerTarget,
  serverChecks,
} from '../../contract/diagnostics/diagnostics-report.ts';
import { reasonOf } from '../files/file-failure.ts';
import type { Log } from '../log/log.ts';
import type { Encryption } from '../servers/tls/encryption.ts';
import type { Names } from '../settings/find-cluster.ts';
import type { KeptConfiguration } from '../settings/kept-configuration.ts';
import type { LocalSettings } from '../settings/local-settings.ts';
import type { Timers } from '../timers.ts';
import { within } from '../within.ts';
import { checkClusterName } from './cluster-name-check.ts';
import { checkDesk } from './computer-checks.ts';
import { checkDiskSpace, checkFolder } from './disk-checks.ts';
import { type Finding, unknown } from './finding.ts';
import { checkServer, timed } from './server-checks.ts';
import { serverTargets } from './targets.ts';

/** Checks what a help desk would, for one desk. */
export interface Diagnostics {
  /** Makes every check anew; joins a run that is under way. Resolves with all results; never rejects. */
  run(): Promise<DiagnosticsReport>;
  /** The last run, or the one under way; null: none yet. */
  report(): DiagnosticsReport | null;
  /** Told at the begin of a run, after each result and at the end; returns how to stop. */
  onChange(listener: (report: DiagnosticsReport) => void): () => void;
}

export interface DiagnosticsOptions {
  readonly state: () => DeskState;
  readonly settings: Pick<LocalSettings, 'resolved'>;
  /** The last download; null: none. */
  readonly download: () => Promise<KeptConfiguration | null>;
  readonly names: Names;
  readonly encryption: Encryption;
  /** The desk's own folder. */
  readonly folder: string;
  /** Keeps a report that is whole, for the support bundle. Never rejects. */
  readonly keep: (report: DiagnosticsReport) => Promise<unknown>;
  readonly newId: () => string;
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: Log;
  /** How long each check may take, milliseconds; 5,000 where it is left out. */
  readonly limitMs?: number;
}

export function createDiagnostics(options: DiagnosticsOptions): Diagnostics {
  const { now, log } = options;
  const listeners = new Set<(report: DiagnosticsReport) => void>();
  let report: DiagnosticsReport | null = null;
  let running: Promise<DiagnosticsReport> | null = null;

  function become(next: DiagnosticsReport): DiagnosticsReport {
    report = next;
    for (const listener of listeners) listener(next);
    return next;
  }

  async function runAll(): Promise<DiagnosticsReport> {
    const download = await options.download().catch(() => null);
    const targets = serverTargets({
      settings: options.settings.resolved().settings,
      profiles: download?.configuration.profiles ?? [],
      lastProfile: options.state().lastProfile,
    });
    let current = become({ startedAt: now(), endedAt: null, planned: plan(targets), results: [] });
    const tell = (planned: PlannedCheck, { outcome, found, remedy }: Finding, ms: number): void => {
      const result = { ...planned, outcome, found, remedy, ms };
      current = become({ ...current, results: [...current.results, result] });
    };
    const cluster = download?.configuration.cluster.id ?? null;
    await Promise.all([
      ...targets.map((target) => checkOneServer(target, cluster, options, tell)),
      ...computerChecks.map((check) => checkComputer(check, options, tell)),
    ]);
    const whole = become({ ...current, endedAt: now() });
    const failed = whole.results.filter(({ outcome }) => outcome === 'fail');
    log.info(`Diagnostics: ${failed.length} of ${whole.planned.length} checks failed.`);
    for (const { found } of failed) log.warn(`Diagnostics: ${found}`);
    await options.keep(whole);
    return whole;
  }

  return {
    run: () => {
      running ??= runAll().finally(() => {
        running = null;
      });
      return running;
    },
    report: () => report,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Tell = (planned: PlannedCheck, finding: Finding, ms: number) => void;

const usualLimitMs = 5_000;
const computer: CheckTarget = { type: 'computer' };

function plan(targets: readonly ServerTarget[]): readonly PlannedCheck[] {
  return [
    ...targets.flatMap((target) => serverChecks.map((check) => ({ check, target }))),
    ...computerChecks.map((check) => ({ check, target: computer })),
  ];
}

/** What nobody had foreseen leaves the checks that it hit unknown, and the others as they are. */
async function checkOneServer(
  target: ServerTarget,
  cluster: string | null,
  options: DiagnosticsOptions,
  tell: Tell,
): Promise<void> {
  const { limitMs = usualLimitMs, names, encryption, now, timers } = options;
  const told = new Set<string>();
  try {
    await checkServer(target, { names, encryption, cluster, limitMs, now, timers }, (check, finding, ms) => {
      told.add(check);
      tell({ check, target }, finding, ms);
    });
  } catch (error) {
    for (const check of serverChecks.filter((one) => !told.has(one))) {
      tell({ check, target }, unforeseen(error), 0);
    }
  }
}

async function checkComputer(
  check: (typeof computerChecks)[number],
  options: DiagnosticsOptions,
  tell: Tell,
): Promise<void> {
  const { limitMs = usualLimitMs, timers } = options;
  const finding = within(findOnComputer(check, options), limitMs, timers).then(
    (found) => found?.value ?? unknown('The check did not come to an end in its time.'),
    unforeseen,
  );
  const { value, ms } = await timed(timers, finding);
  tell({ check, target: computer }, value, ms);
}

async function findOnComputer(
  check: (typeof computerChecks)[number],
  { folder, newId, state, settings, names, timers }: DiagnosticsOptions,
): Promise<Finding> {
  if (check === 'cluster-name') return checkClusterName(settings.resolved().settings, { names, timers });
  if (check === 'folder') return checkFolder(folder, newId());
  if (check === 'disk-space') return checkDiskSpace(folder);
  return checkDesk(check, state());
}

function unforeseen(error: unknown): Finding {
  return unknown(`The check itself failed: ${reasonOf(error)}.`);
}
