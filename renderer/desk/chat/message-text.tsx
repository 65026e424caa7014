import type { MouseEvent } from 'react';
import { linkTarget } from '../../../contract/desk/safe-link.ts';
import { useCommand } from '../../state/desk-context.tsx';
import { textParts } from './text-parts.ts';

/** What somebody wrote, as plain text: links are shown as written and open in the system's browser, and nothing else is. */
export function MessageText({ text }: { readonly text: string }) {
  return textParts(text).map(({ at, text: part, href }) =>
    href === null ? part : <SafeLink key={at} text={part} href={href} />,
  );
}

function SafeLink({ text, href }: { readonly text: string; readonly href: string }) {
  const send = useCommand();
  const target = linkTarget(href);
  const onClick = (event: MouseEvent): void => {
    event.preventDefault();
    send({ type: 'openLink', url: href });
  };
  return (
    <>
      <a className="link" href={href} dir="ltr" title={`Opens ${target} in the browser`} onClick={onClick}>
        {text}
      </a>
      {!text.includes(target) && <span className="link-target"> ({target})</span>}
    </>
  );
}
