import { build, type PlistValue } from 'plist';

/** A property list as XML, indented as Apple's own tools do. */
export function renderPlist(value: PlistValue): string {
  return `${build(value, { indent: '\t' })}\n`;
}
