import { Header, Menu, MenuItem, MenuSection, Popover, Separator, Text } from 'react-aria-components';
import { Icon } from '../../parts/icon.tsx';
import { useCommand, useDeskMade } from '../../state/desk-context.tsx';
import { desktopSettings, phoneHasFailed } from '../../state/selectors.ts';
import { domainChoices } from './domain-choices.ts';
import { type StateChoice, type StateChoices, stateChoices } from './state-choices.ts';

/** What the agent may choose; what may not be chosen now is shown with why. */
export function StateMenu() {
  const choices = useDeskMade((desk) =>
    desk.agent ? stateChoices(desk.agent, desktopSettings(desk), desk.audio, phoneHasFailed(desk)) : null,
  );
  const domains = useDeskMade((desk) => domainChoices(desk, desktopSettings(desk)));
  return (
    <Popover className="popover above menu-popover state-menu" placement="bottom start" offset={6}>
      {choices && <Choices choices={choices} domains={domains} />}
    </Popover>
  );
}

interface ChoicesProps {
  readonly choices: StateChoices;
  readonly domains: readonly StateChoice[];
}

function Choices({ choices, domains }: ChoicesProps) {
  const send = useCommand();
  const all = [choices.ready, choices.wrapUp, ...choices.notReady, ...domains, ...choices.logOut];
  return (
    <Menu
      className="menu"
      aria-label="State"
      disabledKeys={all.filter(({ off }) => off).map(({ id }) => id)}
      onAction={(key) => {
        const chosen = all.find(({ id }) => id === key);
        if (chosen) send(chosen.command);
      }}
    >
      <MenuSection aria-label={choices.heading}>
        <Header className="menu-header">{choices.heading}</Header>
        {[choices.ready, choices.wrapUp].map(choiceItem)}
      </MenuSection>
      <MenuSection aria-label="Not Ready">
        <Header className="menu-header">Not Ready</Header>
        {choices.notReady.map(choiceItem)}
      </MenuSection>
      {domains.length > 0 && (
        <MenuSection aria-label="In one channel alone">
          <Header className="menu-header">In one channel alone</Header>
          {domains.map(choiceItem)}
        </MenuSection>
      )}
      <Separator className="menu-line" />
      <MenuSection aria-label="Log out">
        {choices.logOut.length > 1 && <Header className="menu-header">Log out</Header>}
        {choices.logOut.map(choiceItem)}
      </MenuSection>
    </Menu>
  );
}

function choiceItem({ id, label, icon, current, note }: StateChoice) {
  return (
    <MenuItem key={id} id={id} textValue={label} className="menu-item with-icon">
      <span className="menu-icon">{icon && <Icon name={icon} size="small" />}</span>
      <Text slot="label">{label}</Text>
      {note && <Text slot="description">{note}</Text>}
      {current && (
        <span className="menu-mark">
          <Icon name="check" size="small" />
          <span className="visually-hidden">chosen</span>
        </span>
      )}
    </MenuItem>
  );
}
