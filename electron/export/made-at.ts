/** The line at the foot of a listing that says when it was made, in local time: 制表时间：2026年3月1日 16:05. */
export function madeAt(now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`;
  return `制表时间：${day} ${two(now.getHours())}:${two(now.getMinutes())}`;
}
