import { fail, ok, type Result } from '../result.ts';
import { parseAddress } from '../servers/address.ts';
import type { Setting, SettingKind, SettingValue, TextFormat } from './setting.ts';

/** A value as JSON has it, checked. The error ends a sentence: "expected …". */
export function checkValue<Value extends SettingValue>(
  setting: Setting<Value>,
  value: unknown,
): Result<Value, string> {
  const wrong = whatIsWrong(setting.kind, value);
  return wrong === null ? ok(value as Value) : fail(wrong);
}

function whatIsWrong(kind: SettingKind, value: unknown): string | null {
  switch (kind.type) {
    case 'flag':
      return typeof value === 'boolean' ? null : 'expected true or false';
    case 'number':
      return Number.isInteger(value) && Number(value) >= kind.least && Number(value) <= kind.most
        ? null
        : `expected a whole number from ${kind.least} to ${kind.most} (${kind.unit})`;
    case 'text':
      return typeof value === 'string' ? wrongText(value, kind.longest, kind.format) : 'expected text';
    case 'choice':
      return kind.choices.some((choice) => choice.value === value)
        ? null
        : `expected one of ${kind.choices.map((choice) => choice.value).join(', ')}`;
    case 'list':
      return Array.isArray(value) ? wrongList(value, kind) : 'expected a list of lines';
  }
}

function wrongList(lines: readonly unknown[], kind: Extract<SettingKind, { type: 'list' }>): string | null {
  if (lines.length > kind.most) return `expected at most ${kind.most} lines`;
  for (const line of lines) {
    const wrong =
      typeof line === 'string' ? wrongText(line, kind.longest, kind.format) : 'expected lines of text';
    if (wrong !== null) return wrong;
    // Nothing is meant by it, and a REG_MULTI_SZ would end there.
    if (String(line).trim() === '') return 'expected lines that are not blank';
  }
  return null;
}

function wrongText(text: string, longest: number, format: TextFormat): string | null {
  if (text.length > longest) return `expected at most ${longest} characters`;
  if (/[\r\n\0]/.test(text)) return 'expected one line';
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (format) {
    case 'server': {
      const parsed = parseAddress(trimmed);
      return parsed.ok ? null : parsed.error.message;
    }
    case 'cluster-name':
      return isClusterName(trimmed) ? null : 'expected host, host:port or _service._tcp.domain';
    case 'file':
    case 'plain':
      return null;
  }
}

/** A DNS name with or without port, or the name of an SRV record (RFC 2782). */
function isClusterName(text: string): boolean {
  const parsed = parseAddress(text.includes(':') ? text : `${text}:1`);
  return parsed.ok && parsed.value.security === null;
}
