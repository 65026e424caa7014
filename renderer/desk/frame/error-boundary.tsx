import { Component, type ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';

interface ErrorBoundaryProps {
  /** What could not be shown: "The sheet". */
  readonly what: string;
  readonly children: ReactNode;
}

/** A part of the window that could not be drawn says so; the rest of the desk, and any call, goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { readonly message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div className="section" role="alert">
        <EmptyState
          icon="alert"
          title={`${this.props.what} could not be shown`}
          actions={<Button onClick={() => window.location.reload()}>Open it again</Button>}
        >
          A call goes on meanwhile, and your notes are kept. Cause: {message}
        </EmptyState>
      </div>
    );
  }
}
