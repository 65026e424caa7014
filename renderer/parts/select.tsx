import { type ReactNode, useRef } from 'react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.tsx';

export interface SelectOption {
  readonly id: string;
  readonly label: string;
  /** A second line. */
  readonly detail?: string;
}

export interface SelectProps {
  readonly label: string;
  readonly options: readonly SelectOption[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
  readonly placeholder: string;
  readonly icon?: IconName;
  /** `large`: with an icon and two lines, as the profile; `field`: one line. */
  readonly look?: 'large' | 'field';
  readonly after?: ReactNode;
}

/** A list to choose one from, behind a button that shows what is chosen. */
export function Select(props: SelectProps) {
  const { label, options, value, onChange, placeholder, icon, look = 'field', after } = props;
  const width = useRef<HTMLButtonElement>(null);
  return (
    <AriaSelect
      className="select"
      selectedKey={value}
      onSelectionChange={(key) => key !== null && onChange(String(key))}
      isDisabled={options.length === 0}
      placeholder={placeholder}
    >
      <Label className="label">{label}</Label>
      <div className="row">
        <Button className={look === 'large' ? 'select-large' : 'field grow'} ref={width}>
          {look === 'large' && icon && (
            <span className="kind">
              <Icon name={icon} />
            </span>
          )}
          <SelectValue className={look === 'large' ? 'select-value stack' : 'select-value cut grow'} />
          <Icon name="chevron" size="small" className="ink-2" />
        </Button>
        {after}
      </div>
      <Popover className="popover above menu-popover" offset={4}>
        <ListBox className="menu" items={options}>
          {({ id, label: text, detail }) => (
            <ListBoxItem id={id} textValue={text} className="menu-item">
              <Text slot="label">{text}</Text>
              {detail && <Text slot="description">{detail}</Text>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
