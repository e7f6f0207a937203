const two = (number: number) => String(number).padStart(2, '0');

/** Local time as it stands in the names of set-aside files and backups: `20240305-091500`. Sorts by time. */
export function stamp(now: Date): string {
  return `${dayInFigures(now).replaceAll('-', '')}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}

/** The local day: `2024-03-05`. */
export function dayInFigures(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The local day and minute: `2024-03-05 09:15`. */
export function timeInFigures(at: Date): string {
  return `${dayInFigures(at)} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
