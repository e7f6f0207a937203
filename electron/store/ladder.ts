import { basename } from 'node:path';
import type { Backup, RecoveredFiling } from '../../shared/api.ts';
import { type Report, timeInWords } from './recovery.ts';
import type { Salvage } from './salvage.ts';

/** What is known of a damaged data file. */
export interface Damage {
  path: string;
  /** What is wrong with it: 已损坏 … */
  what: string;
  salvage: Salvage | null;
  /** Its newest usable backup. */
  backup: Backup | null;
  /** Path that the damaged file is kept under. */
  aside: string;
}

/**
 * What comes in the place of a damaged file, the best first: what was read of it, the last backup, a new file; and what
 * to tell of it.
 */
export function reportOf({ path, what, salvage, backup, aside }: Damage): Report {
  const name = basename(path);
  const kept = basename(aside);
  const whatHappened = `数据文件 ${name} ${what}`;
  if (salvage) {
    const { whole, others, unsure, lacking, filings } = salvage;
    const less =
      lacking === 0 ? '' : `；另有 ${lacking} 次修改没有读出（彻底删除的表也算在内），请核对各表是不是最新的`;
    const known = lacking === 0 ? '全部是最后保存的内容' : '没有发现更新的内容';
    const rest = others.length === 0 ? known : `其中 ${whole} 张是最后保存的内容`;
    return {
      kind: 'salvaged',
      reason: `${whatHappened}，已从中读出 ${filings} 张表，${rest}${less}`,
      kept,
      salvaged: { whole, others: [...others, ...unsure, ...(lacking === 0 ? [] : [lackingRow(lacking)])] },
    };
  }
  if (backup) {
    const from = `${timeInWords(backup)} 的备份（${backup.filings} 张表）`;
    return { kind: 'restored', reason: `${whatHappened}，读不出内容，已用 ${from}恢复；此后的修改不在其中`, kept };
  }
  return { kind: 'emptied', reason: `${whatHappened}，读不出内容，也没有可用的备份，现在打开的是新的空文件`, kept };
}

function lackingRow(lacking: number): RecoveredFiling {
  const why = `另有 ${lacking} 次修改没有读出（彻底删除的表也算在内），请核对各表是不是最新的`;
  return { name: '修改记录', unit: '', year: null, state: 'doubtful', why };
}

/** A sound file that has fewer saved changes than it is known to have had. */
export function fewerReport(path: string, missing: number, savedAt: number, aside: string): Report {
  const at = timeInWords({ madeAt: new Date(savedAt).toISOString() });
  const reason = `数据文件 ${basename(path)} 少了 ${missing} 次修改，最后一次保存于 ${at}：它的日志丢失了，或换成了以前的文件`;
  return { kind: 'fewer', reason, kept: basename(aside) };
}

/** One line for who has no window to read more in. */
export function inOneLine({ kind, reason, kept }: Report): string {
  if (kept === undefined) return reason;
  return `${reason}；${kind === 'fewer' ? '打开时的文件另存为' : '损坏的文件改名为'} ${kept} 保留`;
}
