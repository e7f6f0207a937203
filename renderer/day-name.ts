/** ISO times as the clerk says them, by the clock of this machine. */

/** The day: 3月2日, of another year 2025年3月2日. */
export function dateName(iso: string, today: Date): string {
  const at = new Date(iso);
  const day = `${at.getMonth() + 1}月${at.getDate()}日`;
  return at.getFullYear() === today.getFullYear() ? day : `${at.getFullYear()}年${day}`;
}

/** The day as it is called today: 今天, 昨天, else its date. */
export function dayName(iso: string, today: Date): string {
  const at = new Date(iso);
  if (isSameDay(at, today)) return '今天';
  const before = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  return isSameDay(at, before) ? '昨天' : dateName(iso, today);
}

/** The time of day: 09:30. By hand, for the first question to a locale takes some ms, and the status bar needs it at start. */
export function clockName(iso: string): string {
  const at = new Date(iso);
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Day and time: 今天 09:30. */
export function timeName(iso: string, today: Date): string {
  return `${dayName(iso, today)} ${clockName(iso)}`;
}

export function isSameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}
