const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

const letters: Readonly<Record<string, string>> = {
  2: 'ABC',
  3: 'DEF',
  4: 'GHI',
  5: 'JKL',
  6: 'MNO',
  7: 'PQRS',
  8: 'TUV',
  9: 'WXYZ',
};

const spoken: Readonly<Record<string, string>> = { '*': 'star', '#': 'hash' };

/** Twelve keys, laid out as on a telephone in every language. */
export function Keypad({ onKey }: { readonly onKey: (key: string) => void }) {
  return (
    <fieldset className="keypad" aria-label="Keypad" dir="ltr">
      {keys.map((key) => (
        <button key={key} type="button" aria-label={spoken[key]} onClick={() => onKey(key)}>
          <span>{key}</span>
          <small aria-hidden="true">{letters[key] ?? ''}</small>
        </button>
      ))}
    </fieldset>
  );
}
