import { dialPattern } from '../../../contract/cti/dial-pattern.ts';

/** A number as it is written, without what people put between digits; null where it cannot be dialled. */
export function dialable(text: string): string | null {
  const number = text.replaceAll(/[\s()/]/g, '').replaceAll(/(?<=\d)[-.](?=\d)/g, '');
  return dialPattern.test(number) ? number : null;
}
