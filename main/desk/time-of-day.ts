/** `08:57`, by this computer's time zone. */
export function timeOfDay(at: number): string {
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** `08:57:05`, by this computer's time zone. */
export function timeOfDayToTheSecond(at: number): string {
  return `${timeOfDay(at)}:${two(new Date(at).getSeconds())}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
