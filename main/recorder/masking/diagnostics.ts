import type {
  CheckResult,
  CheckTarget,
  DiagnosticsReport,
  PlannedCheck,
} from '../../../contract/diagnostics/diagnostics-report.ts';
import { address, choice, figure, sentence } from './leaf-rules.ts';
import { fields, list, nullable, type Rule, variants } from './rules.ts';

const target: Rule<CheckTarget> = variants<CheckTarget, 'type'>('type', {
  server: { kind: choice(), sides: list(choice()), address, source: nullable(sentence) },
  computer: {},
});

const planned: Rule<PlannedCheck> = fields<PlannedCheck>({ check: choice(), target });

const result: Rule<CheckResult> = fields<CheckResult>({
  check: choice(),
  target,
  outcome: choice(),
  found: sentence,
  remedy: nullable(sentence),
  ms: figure,
});

/** The last diagnostics: names of devices, files and profiles are not kept, nor what a name leads to. */
export const diagnostics: Rule<DiagnosticsReport> = fields<DiagnosticsReport>({
  startedAt: figure,
  endedAt: nullable(figure),
  planned: list(planned),
  results: list(result),
});
