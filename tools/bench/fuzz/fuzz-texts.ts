import * as fc from 'fast-check';

const word = fc.stringMatching(/^[0-9A-Za-z*#+._ é'@\\-]{0,20}$/u);
const media = fc.stringMatching(/^[pmcPMC0-9;x ]{0,8}$/);
const rightMedia = fc.stringMatching(/^p?(?:m[2-6]?)?(?:c[2-5]?)?$/);

/** What stands before the media in a right string of each type. */
const beginnings = fc.constantFrom('12345;xxyyzz;52513', 'xxyyzz;52513', '52513', 'Inés Duarte;xxyyzz;52513');
const nearMedia = fc.oneof(
  rightMedia,
  fc.stringMatching(/^p?m?[0-9]?c?[0-9]?$/),
  fc.stringMatching(/^[pmc0-9]{0,5}$/),
);

/** Login strings: of any text, of parts as people mistype them, and right ones with media that nearly are. */
export const loginTexts = fc.oneof(
  fc.tuple(beginnings, nearMedia).map(([beginning, end]) => `${beginning};${end}`),
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(word, { maxLength: 5 }).map((parts) => parts.join(';')),
  fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.oneof(media, rightMedia))
    .map(([parts, end]) => `${parts.join(';')};${end}`),
);

const anyLine = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[ \t]*\[?[A-Za-z]{0,8}\]?[ \t]*[=;#]?[ \t"']*[0-9A-Za-z-]{0,6}["']?$/),
  fc.constantFrom('[CONFIG]', '[config]', '[MRI]', '[mri]', 'AppItemMaxSession=6', 'AppChatMaxSession=9'),
);
/** The connector's keys, with numbers that fit and others. */
const connectorLine = fc.oneof(
  fc.stringMatching(/^App(?:Item|Chat|ActionRouting)(?:Max|Default)Session ?= ?-?[0-9]{1,3}$/),
  fc.stringMatching(/^(?:AgentLoginType|AppChatMsWrapup|CtiCheckMediaByDirectCall) ?= ?[+-]?[0-9]$/),
);
const mediaManagerLine = fc.oneof(
  fc.stringMatching(/^ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT ?= ?[+-]?[0-4]$/),
  fc.constantFrom('RONA_TIMEOUT=0', 'rona_timeout = "0"'),
  fc.stringMatching(/^(?:WRAPUP|RONA)_TIMEOUT ?= ?["+-]?[0-9]{1,6}"?$/),
);

/** INI files of any text, with line ends of any system; most begin with their section. */
function iniTexts(section: string, line: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(section, section, ''),
      fc.array(fc.oneof(anyLine, line, line), { maxLength: 12 }),
      fc.constantFrom('\n', '\r\n', '\r'),
    )
    .map(([begins, lines, end]) => [begins, ...lines].join(end));
}

export const connectorIniTexts = iniTexts('[CONFIG]', connectorLine);
export const mediaManagerIniTexts = iniTexts('[MRI]', mediaManagerLine);
