/** Whether two agent names are one: as people write them, whatever the case of the letters and the blanks around. */
export function sameAgentName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
