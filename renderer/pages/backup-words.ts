const TIME = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeStyle: 'short' });

/** When a backup was made, as the clerk reads it. */
export function backupTime(iso: string): string {
  return TIME.format(new Date(iso));
}

export function inMegabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toLocaleString('zh-CN', { maximumFractionDigits: 1 })} MB`;
}
