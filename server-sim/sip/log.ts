export type SipLogLevel = 'debug' | 'info' | 'warn' | 'error';

export type SipLogFields = Readonly<Record<string, string | number | boolean | null>>;

/**
 * One line of the edge's log. `debug` has every message that passes (start line and identity, never
 * credentials or bodies), `info` registrations and legs, `warn` what was refused or dropped and why.
 */
export type SipLog = (level: SipLogLevel, text: string, fields: SipLogFields) => void;
