/** An element of an XML document: with other elements in it, with text, or with nothing. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly content: readonly XmlElement[] | string;
}

export function element(
  name: string,
  attributes: XmlElement['attributes'] = {},
  content: XmlElement['content'] = [],
): XmlElement {
  return { name, attributes, content };
}

/** The document with this root, in UTF-8, an element a line; text is kept as it is. */
export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${rendered(root, '')}\n`;
}

function rendered({ name, attributes, content }: XmlElement, indent: string): string {
  const opened = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(`${value}`)}"`),
  ];
  const start = `${indent}<${opened.join(' ')}`;
  if (content.length === 0) return `${start} />`;
  if (typeof content === 'string') return `${start}>${escaped(content)}</${name}>`;
  const inside = content.map((child) => rendered(child, `${indent}  `)).join('\n');
  return `${start}>\n${inside}\n${indent}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
