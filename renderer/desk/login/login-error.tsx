import type { DeskError, Remedy } from '../../../contract/desk/desk-error.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useDesk, useDeskTools, useUi } from '../../state/desk-context.tsx';
import { detailsText } from '../error-text.ts';
import { partText, remedyWords } from './login-words.ts';
import { useLoginType } from './profile-select.tsx';
import type { LoginFailure } from './read-login.ts';

export interface LoginErrorProps {
  /** What is wrong with the string itself; goes before what a server said. */
  readonly failure: LoginFailure | null;
  readonly onRemedy: (remedy: Remedy) => void;
}

/** What went wrong, what still holds, and what to do about it as buttons. */
export function LoginError({ failure, onRemedy }: LoginErrorProps) {
  const answered = useDesk(({ login }) => (login.phase === 'logged-out' ? login.error : null));
  const { changed, refused } = useUi((state) => state.login);
  const error = changed ? null : (answered ?? refused);
  if (failure) {
    return (
      <div className="error-box" role="alert">
        <Icon name="alert" />
        <b>{failure.title}</b>
        <span>{failure.message}</span>
        {failure.remedies.length > 0 && (
          <span className="row">
            {failure.remedies.map((remedy) => (
              <Button key={remedy.action} size="small" onClick={() => onRemedy(remedy)}>
                {remedyWords(remedy, failure, '')}
              </Button>
            ))}
          </span>
        )}
      </div>
    );
  }
  return error ? <Answered error={error} onRemedy={onRemedy} /> : null;
}

function Answered({
  error,
  onRemedy,
}: {
  readonly error: DeskError;
  readonly onRemedy: LoginErrorProps['onRemedy'];
}) {
  const { bridge } = useDeskTools();
  const text = useUi((state) => state.login.text);
  const type = useLoginType();
  return (
    <div className="error-box" role="alert">
      <Icon name="alert" />
      <b>{error.title}</b>
      <span>{error.message}</span>
      <span className="row">
        {error.remedies.map((remedy, index) => (
          <Button
            key={remedy.action}
            size="small"
            tone={index === 0 ? 'plain' : 'quiet'}
            onClick={() => onRemedy(remedy)}
          >
            {remedyWords(remedy, error, partText(text, type, 'device'))}
          </Button>
        ))}
        <Button size="small" tone="quiet" onClick={() => void bridge.copy(detailsText(error))}>
          Copy details
        </Button>
      </span>
    </div>
  );
}
