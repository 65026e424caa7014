import { type ReactNode, useEffect, useLayoutEffect } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { IconButton } from '../../parts/button.tsx';
import { whenFocusIsLost } from '../../parts/lost-focus.ts';
import { useDeskTools, useUi } from '../../state/desk-context.tsx';
import { openPanel, type PanelName } from '../../state/ui-store.ts';
import { panels } from './panels.ts';

const names = Object.keys(panels) as readonly PanelName[];

/**
 * What can be seen and set of this desk. It takes the place of the sheet and covers nothing else: state, call buttons
 * and offers stay where they are, and whoever turns to his work has it back.
 */
export function SettingsScreen() {
  const { ui } = useDeskTools();
  const name = useUi(({ panel }) => panel) ?? 'settings';
  const close = (): void => openPanel(ui, null);
  useClosingKey(close);
  useFocusGivenBack();
  return (
    <InTabs name={name} onChoose={(chosen) => openPanel(ui, chosen)}>
      <IconButton icon="close" label="Close settings" aria-keyshortcuts="Escape" onClick={close} />
    </InTabs>
  );
}

interface InTabsProps {
  readonly name: PanelName;
  readonly onChoose: (name: PanelName) => void;
  /** What stands at the end of the head. */
  readonly children: ReactNode;
}

function InTabs({ name, onChoose, children }: InTabsProps) {
  return (
    <Tabs
      className="settings"
      selectedKey={name}
      onSelectionChange={(key) => {
        const chosen = names.find((one) => one === key);
        if (chosen) onChoose(chosen);
      }}
    >
      <div className="settings-head">
        <h1 className="text-xl grow">{panels[name].title}</h1>
        <TabList className="segmented" aria-label="Settings">
          {names.map((one) => (
            <Tab key={one} id={one}>
              {panels[one].title}
            </Tab>
          ))}
        </TabList>
        {children}
      </div>
      {names.map((one) => {
        const { Panel } = panels[one];
        return (
          <TabPanel key={one} id={one} className="settings">
            <Panel />
          </TabPanel>
        );
      })}
    </Tabs>
  );
}

/** Escape goes back, wherever the focus is, unless something in between has a use for it. */
function useClosingKey(close: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}

/** Whoever closes it by keyboard goes on where he was, if that is still there. */
function useFocusGivenBack(): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    return () =>
      whenFocusIsLost(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      });
  }, []);
}
