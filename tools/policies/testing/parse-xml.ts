import { DOMParser, type Document, type Element, onWarningStopParsing } from '@xmldom/xmldom';

/** Parses XML. @throws an Error at the first thing that is not right in it, be it only a warning. */
export function parseXml(text: string): Element {
  const document: Document = new DOMParser({ onError: onWarningStopParsing }).parseFromString(
    text,
    'text/xml',
  );
  if (document.documentElement === null) throw new Error('The document has no root element.');
  return document.documentElement;
}

/** The child elements, of a name or all. */
export function childrenOf(parent: Element, name?: string): readonly Element[] {
  return [...parent.childNodes].filter(
    (node): node is Element =>
      node.nodeType === node.ELEMENT_NODE && (name === undefined || node.nodeName === name),
  );
}

/** Every element below it with this name. */
export function allOf(root: Element, name: string): readonly Element[] {
  return [...root.getElementsByTagName(name)];
}

/** An attribute. @throws an Error where there is none. */
export function attribute(of: Element, name: string): string {
  const value = of.getAttribute(name);
  if (value === null) throw new Error(`<${of.nodeName}> has no ${name}.`);
  return value;
}
