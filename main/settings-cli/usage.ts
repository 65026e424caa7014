/** What each command does, for `--help`. */
export const commandUsage = {
  get: `switchhook-settings get [KEY…]
  The values in force, each with its source; without KEY all of them.`,
  set: `switchhook-settings set KEY VALUE… [--machine | --user]
  Sets one setting: for the user (also without option), in his settings.json; or for the computer, as policy.
  VALUE: true, false, on, off; a number; text; for a list several values, or JSON: '["one","two"]'.
  A blank text: ''. Behind -- a text may begin with a dash.`,
  unset: `switchhook-settings unset KEY [--machine | --user]
  Takes a setting back.`,
  explain: `switchhook-settings explain KEY
  What is in force and why: each source, why it counts or does not, what is wrong; default, range, policy name.`,
  import: `switchhook-settings import FILE [--machine | --user] [--dry-run]
  Sets what a .reg file (or a .json file of policies) has: HKEY_LOCAL_MACHINE for the computer, HKEY_CURRENT_USER and
  .json for the user, or all for the one that is named. Servers of CTI OS and Cisco Agent Desktop become the user's
  addresses. Says of each value whether it was taken. --dry-run writes nothing.`,
  export: `switchhook-settings export [--format reg|json] [--machine | --user] [--out FILE]
  What is set for the user (also without option) or by hand for the computer, as a file that import takes back.
  reg (also without option) is UTF-16LE, as regedit writes it.`,
  check: `switchhook-settings check
  Reads all sources and asks each configured configuration server; says all that is wrong, with its place.`,
  heal: `switchhook-settings heal [--cluster ID]
  Asks whichever configured configuration server answers, or the cluster by its name, for the two right addresses,
  and corrects both, as a desk does at its start. What a policy sets stands, and is told. Where servers of two clusters
  answer nothing is changed: --cluster says which one is right.`,
} as const;

export type CommandName = keyof typeof commandUsage;

export const commandNames = Object.keys(commandUsage) as readonly CommandName[];

export const commonUsage = `  --json               one JSON object on stdout
  --data DIR           the desk's own folder, where it is not the user's usual one
  --policies FILE      a .reg file with policies, as the app has it; more than once: the strongest first
  --policy-folder DIR  the folder of a Linux computer's policies; usually /etc/switchhook/policies
  --help               this text, or that of a command; also: help COMMAND
  --version            the version of Switchhook that this belongs to

Exit codes: 0 done, all right; 1 something is wrong; 2 the command line; 3 refused; 4 not read or not written.
docs/it.md has more.
`;

/** The help of one command, or of all. */
export function usage(name: CommandName | null): string {
  if (name !== null) return `${commandUsage[name]}\n\n${commonUsage}`;
  const intro = "Reads, sets, explains and repairs the settings of this computer's desk. Needs no display.";
  return `${intro}\n\n${commandNames.map((one) => commandUsage[one]).join('\n\n')}\n\n${commonUsage}`;
}
