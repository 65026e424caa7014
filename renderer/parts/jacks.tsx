export type Jack = 'on' | 'moved' | 'off' | 'free';

export interface JackColumn {
  readonly id: string;
  readonly a: Jack;
  readonly b: Jack;
}

/** Connections as a jack field: a column per service, side A above side B. Words stand beside it. */
export function Jacks({ columns }: { readonly columns: readonly JackColumn[] }) {
  return (
    <span className="jacks" aria-hidden="true">
      {columns.flatMap(({ id, a, b }) => [
        <i key={`${id}A`} className={a === 'free' ? '' : a} />,
        <i key={`${id}B`} className={b === 'free' ? '' : b} />,
      ])}
    </span>
  );
}
